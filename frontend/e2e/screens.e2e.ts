import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { demoPassword } from './api';
import { baseUrl, overflow, signIn, violations, visit, type Visit } from './browser';
import { addressesOf, type Role } from './addresses';

const languages = ['ko', 'en'] as const;
type Language = (typeof languages)[number];

let addresses: Record<Role, string[]>;

beforeAll(async () => {
  addresses = await addressesOf();
});

const loading = { ko: '불러오는 중입니다', en: 'Loading' };

// A screen has arrived when its heading is there and nothing on it is still being loaded.
async function arrive(page: Page, path: string, language: Language): Promise<void> {
  await page.goto(path);
  await page.locator('h1').first().waitFor();
  const waits = page.getByRole('status').filter({ hasText: loading[language] });
  await expect.poll(() => waits.count(), { timeout: 20_000, interval: 50 }).toBe(0);
  await page.evaluate(() => document.fonts.ready);
}

async function speak({ context }: Visit, language: Language): Promise<void> {
  await context.addCookies([{ name: 'wbl_lang', value: language, url: baseUrl }]);
}

// To look at the screens oneself: E2E_PICTURES names a folder for them.
async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.E2E_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Everything that is wrong with a screen, each finding with where it was found. */
async function findings(at: Visit, path: string, language: Language): Promise<string[]> {
  const { page, troubles } = at;
  troubles.length = 0;
  await page.setViewportSize({ width: 1440, height: 900 });
  await arrive(page, path, language);
  const found: string[] = [];
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== language) found.push(`lang is ${lang}`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) found.push(`${headings} h1`);
  found.push(...(await violations(page)));
  for (const width of [1440, 768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const wider = await overflow(page);
    if (wider > 0) found.push(`${wider} px too wide at ${width}`);
    await takePicture(page, `${path.slice(1).replaceAll('/', '_') || 'home'}.${language}.${width}`);
  }
  return [...found, ...troubles].map((finding) => `${language} ${path}: ${finding}`);
}

// Who is not signed in is told so when asked who they are; the browser writes that down.
const askedWhoTheyAre = (finding: string) => finding.includes('status of 401');

// Once a result is out its judges read no documents any more: the screen says so, and the browser writes it down.
const documentsAreClosed = (finding: string) => finding.includes('status of 409');

// Every day one role for each portal; all of them, which takes ten minutes more, with E2E_SCREENS=all.
const roles =
  process.env.E2E_SCREENS === 'all'
    ? (['lead1', 'lead5', 'judge1', 'admin', 'organiser', 'operator', 'approver', 'auditor'] as const)
    : (['lead5', 'judge1', 'auditor'] as const);

describe('screens', () => {
  let open: Visit | undefined;
  afterEach(() => open?.close());

  async function lookAround(role: Role, account?: string): Promise<string[]> {
    open = await visit();
    if (account) await signIn(open.page, `${account}@demo.wbl`, demoPassword);
    const found: string[] = [];
    for (const language of languages) {
      await speak(open, language);
      for (const path of addresses[role]) found.push(...(await findings(open, path, language)));
    }
    return found;
  }

  it('nobody: public pages, signing in, registering', async () => {
    const found = await lookAround('nobody');
    expect(found.filter((finding) => !askedWhoTheyAre(finding))).toEqual([]);
  });

  it.each(roles)(
    '%s: every screen',
    async (name) => {
      const found = await lookAround(name, name);
      expect(found.filter((finding) => !(name === 'judge1' && documentsAreClosed(finding)))).toEqual([]);
    },
    600_000,
  );
});
