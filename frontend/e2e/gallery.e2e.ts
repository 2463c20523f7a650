import { afterEach, describe, expect, it } from 'vitest';
import { overflow, shoot, violations, visit, type Visit } from './browser';

const looks = [360, 768, 1440].flatMap((width) =>
  (['ko', 'en'] as const).flatMap((language) =>
    (['light', 'high-contrast'] as const).map((theme) => ({ width, language, theme })),
  ),
);

let open: Visit | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function openGallery(look: Parameters<typeof visit>[0]): Promise<Visit> {
  open = await visit(look);
  await open.page.goto('/gallery');
  await open.page.locator('h1').waitFor();
  return open;
}

describe('gallery', () => {
  it.each(looks)('$width px, $language, $theme: nothing wrong', async ({ width, language, theme }) => {
    const { page, troubles } = await openGallery({ width, language, theme });
    await page.locator('canvas').first().waitFor({ state: 'attached' });
    await page.evaluate(() => document.fonts.ready);
    await shoot(page, `gallery-${width}-${language}-${theme}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    expect(troubles.filter((line) => !line.includes('401'))).toEqual([]);
  });

  it('shows dialogs, menus and popups without violations', async () => {
    const { page } = await openGallery({ language: 'ko' });
    await page.getByRole('button', { name: '창 열기' }).click();
    await page.getByRole('dialog', { name: '구성원 초대' }).waitFor();
    await shoot(page, 'gallery-dialog');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '더 보기' }).click();
    await page.getByRole('menu').waitFor();
    await shoot(page, 'gallery-menu');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('banner').getByRole('button', { name: '화면 설정' }).click();
    expect(await violations(page)).toEqual([]);
  });

  it('reflows at 320 px and at 150 % without scrolling both ways', async () => {
    const { page } = await openGallery({ width: 320 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.evaluate(() => document.documentElement.style.setProperty('--screen-scale', '1.5'));
    await page.setViewportSize({ width: 480, height: 900 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('moves the splitter by keyboard and remembers it', async () => {
    const { page } = await openGallery({ language: 'en' });
    const splitter = page.getByRole('separator');
    await splitter.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await splitter.getAttribute('aria-valuenow')).toBe('54');
    await page.reload();
    expect(await page.getByRole('separator').getAttribute('aria-valuenow')).toBe('54');
  });

  it('gives the words of a document to search and screen readers', async () => {
    const { page } = await openGallery({ language: 'ko' });
    await page.getByRole('region', { name: '사업계획서' }).scrollIntoViewIfNeeded();
    await page.getByText('1. 개발 목표와 전략').waitFor({ state: 'attached' });
  });

  it('switches the language in place', async () => {
    const { page } = await openGallery({ language: 'ko' });
    await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Component gallery' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    const cookies = await page.context().cookies();
    expect(cookies.find((cookie) => cookie.name === 'wbl_lang')?.value).toBe('en');
  });
});
