/** How the reader wants the screen: kept in this browser, for this browser. */
export const themes = ['system', 'light', 'high-contrast'] as const;
export type Theme = (typeof themes)[number];

/** Screen scale in percent. */
export const scales = [90, 100, 110, 130, 150] as const;
export type Scale = (typeof scales)[number];

export type Display = { theme: Theme; scale: Scale };

const storageKey = 'wbl-display';
const initial: Display = { theme: 'system', scale: 100 };

export function readDisplay(): Display {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Display>;
    return {
      theme: themes.find((theme) => theme === kept.theme) ?? initial.theme,
      scale: scales.find((scale) => scale === kept.scale) ?? initial.scale,
    };
  } catch {
    return initial;
  }
}

/** Puts the choice on the page and keeps it. */
export function applyDisplay(display: Display): void {
  const root = document.documentElement;
  root.dataset.theme = display.theme;
  root.style.setProperty('--screen-scale', String(display.scale / 100));
  localStorage.setItem(storageKey, JSON.stringify(display));
}
