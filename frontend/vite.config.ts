import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

// The OFL asks that its text travels with the font files.
function fontLicence(): Plugin {
  return {
    name: 'font-licence',
    apply: 'build',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'assets/pretendard-gov-OFL.txt',
        source: readFileSync(`${root}node_modules/pretendard-gov/dist/LICENSE.txt`, 'utf8'),
      });
    },
  };
}

const fontRules = `${root}node_modules/pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css`;

// Slices that hold only Chinese characters are left to the system's fonts: they
// are a quarter of the rules, and every page loads the rules.
function withoutHanja(): Plugin {
  const hanjaOnly = /^\s*U\+(?:[4-9]|f9|fa)/;
  return {
    name: 'font-rules-without-hanja',
    enforce: 'pre',
    transform(code, id) {
      if (id.split('?')[0] !== fontRules) return undefined;
      const kept = code
        .replace(/\/\*.*?\*\//g, '')
        .split(/(?=@font-face)/)
        .filter((face) => !hanjaOnly.test(face.split('unicode-range:')[1] ?? ''))
        .map((face) => face.replaceAll("'woff2-variations'", "'woff2'"));
      return { code: kept.join(''), map: null };
    },
  };
}

const pdfjs = `${root}node_modules/pdfjs-dist`;

// What pdf.js fetches only when a document needs it: the tables of Korean
// character codes, and the decoders of scanned pages.
function pdfResources(): Plugin {
  const korean = /^(?:KSC|UniKS|Adobe-Korea1)/;
  const files = [
    ...readdirSync(`${pdfjs}/cmaps`)
      .filter((name) => korean.test(name))
      .map((name) => `cmaps/${name}`),
    ...readdirSync(`${pdfjs}/wasm`).map((name) => `wasm/${name}`),
  ];
  return {
    name: 'pdf-resources',
    generateBundle() {
      for (const file of files) {
        this.emitFile({ type: 'asset', fileName: `assets/pdfjs/${file}`, source: readFileSync(`${pdfjs}/${file}`) });
      }
    },
    configureServer(server) {
      server.middlewares.use('/assets/pdfjs/', (request, response, next) => {
        const file = files.find((name) => request.url === `/${name}`);
        if (file) response.end(readFileSync(`${pdfjs}/${file}`));
        else next();
      });
    },
  };
}

const api = process.env.WBL_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  resolve: { alias: { '@': `${root}src` } },
  plugins: [
    react(),
    optimizeLocales.vite({ locales: ['ko-KR', 'en-US'] }),
    withoutHanja(),
    fontLicence(),
    pdfResources(),
  ],
  // public/.gitkeep is copied into dist on every build, so that the placeholder
  // which keeps the Go embed valid survives the cleaning of the folder.
  publicDir: 'public',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'assets/manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { app: `${root}index.html`, fonts: fontRules },
      output: {
        // The public pages are written without the manifest: they link the font
        // rules by this one fixed name.
        codeSplitting: {
          groups: [
            // Changes only with the dependencies, so that a new release leaves it in the reader's cache.
            {
              name: 'platform',
              test: /node_modules[\\/](?:react|react-dom|scheduler|react-router|@tanstack|react-intl|@formatjs|intl-messageformat|openapi-fetch|idb)[\\/]/,
            },
          ],
        },
        assetFileNames: ({ names }) =>
          names.some((name) => name.includes('dynamic-subset.css') || name === 'fonts.css')
            ? 'assets/fonts.css'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  server: { proxy: { '/api': api } },
  preview: { proxy: { '/api': api } },
});
