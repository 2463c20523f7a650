import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import unicorn from 'eslint-plugin-unicorn';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// What may import what: foundation ← features ← portals, and no feature or portal
// knows another. Imports are read as they are written, so a folder whose files must
// not reach out by dots says how many dots lead out of it.
function layer({ files, forbidden, dots, message }) {
  const patterns = [
    { regex: `^@/(${forbidden})(/|$)`, message },
    { regex: dots, message: 'Write imports from another folder from the root: @/…' },
  ];
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const names = (folder) => readdirSync(new URL(folder, import.meta.url));

const layers = [
  layer({
    files: ['src/{ui,lib,api,i18n}/**'],
    forbidden: 'features|portals|gallery|router',
    dots: '^(\\.\\./)+(features|portals|gallery|router)(/|$)',
    message: 'ui, lib, api and i18n know nothing of features and portals.',
  }),
  ...names('./src/features').map((name) =>
    layer({
      files: [`src/features/${name}/**`],
      forbidden: `portals|gallery|router|features/(?!${name}/)[^/]+`,
      dots: '^\\.\\.(/|$)',
      message: 'A feature knows no other feature and no portal: compose them in a portal.',
    }),
  ),
  ...names('./src/portals').map((name) =>
    layer({
      files: [`src/portals/${name}/**`],
      forbidden: `gallery|router|portals/(?!${name}/)[^/]+`,
      dots: '^\\.\\./\\.\\.(/|$)',
      message: 'Portals are loaded separately and share only features and the foundation.',
    }),
  ),
];

const barrels = {
  selector: 'ExportAllDeclaration',
  message: 'No barrel files: import from where the name is defined.',
};
const index = { selector: 'Program', message: 'No barrel files: name the file after what it holds.' };

export default defineConfig(
  globalIgnores(['dist', 'node_modules', 'src/api/schema.d.ts', 'e2e/shots']),
  js.configs.recommended,
  tseslint.configs.recommended,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat.recommended,
  {
    plugins: { unicorn },
    rules: {
      'unicorn/filename-case': ['error', { case: 'kebabCase' }],
      'no-restricted-syntax': ['error', barrels],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/**/index.{ts,tsx}'], rules: { 'no-restricted-syntax': ['error', index] } },
  ...layers,
  {
    // Tests may start the whole application.
    files: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['*.js', '.size-limit.js', 'tokens/*.mjs', 'e2e/**'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
);
