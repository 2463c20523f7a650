import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

/** The server under test, without a slash at the end. */
export const baseUrl = requiredBaseUrl();

function requiredBaseUrl(): string {
  // BASE_URL itself is overwritten by the test runner; its configuration hands it on under this name.
  const url = process.env.E2E_BASE_URL;
  if (!url) throw new Error('BASE_URL names the server to test, such as http://127.0.0.1:8080');
  return url.replace(/\/$/, '');
}

// What a Chromium needs in a closed network and as root.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Look = {
  width?: number;
  height?: number;
  language?: 'ko' | 'en';
  theme?: 'light' | 'high-contrast' | 'system';
  /** Off for the public pages, which must be whole without it. */
  javaScript?: boolean;
};

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** Errors of the console, of scripts and of the content security policy, as they come. */
  troubles: string[];
  close: () => Promise<void>;
};

/** A browser of its own, with a profile of its own, looking at the server in the given way. */
export async function visit(look: Look = {}): Promise<Visit> {
  const { width = 1440, height = 900, language = 'ko', theme = 'light', javaScript = true } = look;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'wbl_lang', value: language, url: baseUrl }]);
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('wbl-display')) {
      localStorage.setItem('wbl-display', JSON.stringify({ theme: chosen, scale: 100 }));
    }
  }, theme);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  return { page, context, troubles, close: () => browser.close() };
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on the page, one line for each element; empty when all is well. */
export async function violations(page: Page): Promise<string[]> {
  // No page of ours has a frame of another origin, so axe needs no second page to gather its findings.
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** Pixels by which the page is wider than the window; more than 0 means scrolling both ways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Saves a picture of the whole page in e2e/shots (not committed), for a person to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = new URL('./shots/', import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Signs in through the form and waits for the portal. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('main button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}
