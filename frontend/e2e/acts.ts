import type { Locator, Page } from 'playwright-core';
import { say } from './words';

/** Chooses one of a group of options with the keyboard, as it stands in the group. */
export async function choose(group: Locator, option: string): Promise<void> {
  const radio = group.getByRole('radio', { name: option, exact: true });
  await radio.focus();
  await radio.press('Space');
}

/** Types a moment into a date field, part by part, in Korean time. */
export async function typeMoment(page: Page, fieldId: string, moment: Date): Promise<void> {
  const korean = new Date(moment.getTime() + 9 * 3_600_000).toISOString();
  const parts = { year: [0, 4], month: [5, 7], day: [8, 10], hour: [11, 13], minute: [14, 16] } as const;
  for (const [part, [from, to]] of Object.entries(parts)) {
    const segment = page.locator(`[id="${fieldId}"] [data-type="${part}"]`);
    await segment.focus();
    await page.keyboard.type(korean.slice(from, to));
  }
}

/** Goes on with Tab until the focus is where `selector` says. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${selector}`);
}

/** Presses the button of a page, then the one that confirms it in the dialog, and waits for the dialog to go. */
export async function confirm(page: Page, button: string, inDialog: string = button): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.locator('[role="alertdialog"], [role="dialog"]');
  await dialog.getByRole('button', { name: inDialog, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Waits for the short notice that an act leaves behind. */
export async function notice(page: Page, text: string | RegExp): Promise<void> {
  await page
    .getByRole('region', { name: say('common.toast.region') })
    .getByText(text)
    .first()
    .waitFor();
}
