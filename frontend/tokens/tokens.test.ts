import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../src/ui/tokens.css'), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

const modes = { light: tokensOf(':root'), 'high-contrast': tokensOf(":root[data-theme='high-contrast']") };

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

// WCAG 2.2, "contrast ratio".
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const neutral = ['background-page', 'background-canvas', 'surface-default', 'surface-subtle', 'state-hover'];
const coloured = ['surface-primary', 'surface-danger', 'surface-success', 'surface-warning', 'state-selected'];

type Pair = [foreground: string, background: string];

function pairs(foregrounds: string[], backgrounds: string[]): Pair[] {
  return foregrounds.flatMap((one) => backgrounds.map((other): Pair => [one, other]));
}

const textPairs: Pair[] = [
  ...pairs(['text-default', 'text-subtle', 'link-default', 'link-hover'], [...neutral, ...coloured]),
  ...pairs(['text-primary', 'text-danger', 'text-success', 'text-warning', 'link-visited'], neutral),
  ...(['primary', 'danger', 'success', 'warning'].map((tone) => [`text-${tone}`, `surface-${tone}`]) as Pair[]),
  ...pairs(['text-disabled'], ['surface-disabled', 'input-surface-disabled', 'background-page']),
  ['text-default', 'surface-disabled'],
  ['text-inverse', 'surface-inverse'],
  ['state-on-selected', 'state-selected'],
  ['text-danger', 'surface-default'],
  ...pairs(['input-text', 'input-placeholder'], ['input-surface', 'surface-subtle']),
  ...pairs(['button-on-primary'], ['button-primary', 'button-primary-hover']),
  ...pairs(['button-on-secondary'], ['button-secondary', 'button-secondary-hover']),
  ...pairs(['button-on-tertiary'], [...neutral, ...coloured, 'button-tertiary-hover']),
  ...pairs(['button-on-danger'], ['button-danger', 'button-danger-hover']),
  ['button-on-disabled', 'button-disabled'],
];

const shapePairs: Pair[] = [
  ...pairs(['border-strong', 'input-border', 'input-border-hover', 'input-border-error', 'state-checked'], neutral),
  ...pairs(['state-focus-ring'], [...neutral, ...coloured, 'surface-disabled']),
  ...(['primary', 'danger', 'success', 'warning'].flatMap((tone) => [
    [`border-${tone}`, `surface-${tone}`],
    [`icon-${tone}`, `surface-${tone}`],
    [`icon-${tone}`, 'background-page'],
  ]) as Pair[]),
  ['state-on-checked', 'state-checked'],
  ['icon-default', 'surface-subtle'],
  ...pairs(['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6'], ['background-page', 'surface-default']),
];

describe.each(Object.entries(modes))('tokens, %s', (_, tokens) => {
  const measured = ([one, other]: Pair) => contrast(tokens[one] ?? '', tokens[other] ?? '');

  it.each(textPairs)('text %s on %s has at least 4.5 : 1', (...pair) => {
    expect(measured(pair)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)('shape %s on %s has at least 3 : 1', (...pair) => {
    expect(measured(pair)).toBeGreaterThanOrEqual(3);
  });

  it('says no text colour that is not measured', () => {
    const named = Object.keys(tokens).filter((name) => /^(text|link)-/.test(name) || /-on-/.test(name));
    const seen = new Set([...textPairs, ...shapePairs].map(([foreground]) => foreground));
    expect(named.filter((name) => !seen.has(name))).toEqual([]);
  });
});

describe('tokens.css', () => {
  it('is what the token files make', () => {
    const build = join(import.meta.dirname, 'build.mjs');
    expect(() => execFileSync(process.execPath, [build, '--check'], { stdio: 'pipe' })).not.toThrow();
  });

  it('has both modes complete', () => {
    const colours = Object.keys(modes.light).filter((name) => !(name in modes['high-contrast']));
    expect(colours).toEqual([]);
  });
});
