// What a first visit to each portal downloads, in brotli bytes: the chunks that
// its entry needs at once, followed through the build's manifest.
import { readFileSync } from 'node:fs';

const dist = new URL('./dist/', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${dist}assets/manifest.json`, 'utf8'));

function closure(keys) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    manifest[key].imports?.forEach(visit);
  };
  keys.forEach(visit);
  return [...seen].map((key) => manifest[key]);
}

function portal(name, script, style) {
  const chunks = closure(['index.html', 'src/i18n/ko.ts', `src/portals/${name}/routes.tsx`]);
  const paths = (files) => [...new Set(files)].map((file) => dist + file);
  return [
    { name: `${name}: JavaScript`, path: paths(chunks.map((chunk) => chunk.file)), limit: script, brotli: true },
    {
      name: `${name}: style, without the font rules`,
      path: paths(chunks.flatMap((chunk) => chunk.css ?? []).filter((file) => !file.endsWith('fonts.css'))),
      limit: style,
      brotli: true,
    },
  ];
}

export default [
  ...portal('applicant', '170 kB', '20 kB'),
  ...portal('judge', '200 kB', '20 kB'),
  ...portal('admin', '250 kB', '25 kB'),
  { name: 'font rules', path: `${dist}assets/fonts.css`, limit: '15 kB', brotli: true },
  { name: 'public pages: style', path: ['pages/public.css', 'src/ui/tokens.css'], limit: '15 kB', brotli: true },
  {
    name: 'PDF viewer, when a document is opened',
    path: `${dist}assets/pdf-document-*.js`,
    limit: '110 kB',
    brotli: true,
  },
];
