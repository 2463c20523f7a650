// Turns the token files (W3C design-token format) into src/ui/tokens.css.
// `--check` writes nothing and fails when the committed file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import StyleDictionary from 'style-dictionary';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../src/ui/tokens.css', import.meta.url));

StyleDictionary.registerTransform({
  name: 'wbl/rem',
  type: 'value',
  filter: (token) => token.$type === 'dimension',
  transform: (token) => {
    const px = Number.parseFloat(token.$value);
    // Lines and rings stay in px: a 1 px hairline must not grow with the screen scale.
    return Math.abs(px) <= 4 ? `${px}px` : `${px / 16}rem`;
  },
});

async function declarations(layers, indent) {
  const dictionary = new StyleDictionary({
    source: layers.map((name) => `${here}${name}.json`),
    log: { verbosity: 'silent' },
    platforms: { css: { transforms: ['name/kebab', 'fontFamily/css', 'wbl/rem'] } },
  });
  const { allTokens } = await dictionary.getPlatformTokens('css');
  const shown = allTokens.filter((token) => !token.filePath.endsWith('primitive.json') || isScale(token));
  return shown.map((token) => `${indent}--${token.name}: ${token.$value};`).join('\n');
}

// Of the primitives only the space scale is used directly by style sheets.
function isScale(token) {
  return token.path[0] === 'space' || token.path[0] === 'radius';
}

async function only(layer, indent) {
  const all = await declarations(['primitive', layer], indent);
  const scale = await declarations(['primitive'], indent);
  const known = new Set(scale.split('\n'));
  return all
    .split('\n')
    .filter((line) => !known.has(line))
    .join('\n');
}

async function sheet() {
  const light = await declarations(['primitive', 'semantic.light', 'component'], '  ');
  const contrast = await only('semantic.high-contrast', '  ');
  const nested = await only('semantic.high-contrast', '    ');
  const compact = await only('component.compact', '  ');
  return `/* Generated from tokens/*.json by "npm run tokens"; never edited by hand. */
:root {
  color-scheme: light;
${light}
}

:root[data-theme='high-contrast'] {
  color-scheme: dark;
${contrast}
}

@media (prefers-color-scheme: dark), (prefers-contrast: more) {
  :root:not([data-theme='light'], [data-theme='high-contrast']) {
    color-scheme: dark;
${nested}
  }
}

:root[data-density='compact'] {
${compact}
}
`;
}

const css = await sheet();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== css) {
    console.error('src/ui/tokens.css is out of date: run "npm run tokens".');
    process.exit(1);
  }
} else {
  writeFileSync(target, css);
}
