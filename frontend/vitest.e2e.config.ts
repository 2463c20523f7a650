import { defineConfig } from 'vitest/config';

// Stories in a real browser against the server at BASE_URL, one after another:
// they share one server and this machine's browser.
export default defineConfig({
  test: {
    environment: 'node',
    env: { E2E_BASE_URL: process.env.BASE_URL ?? '' },
    include: ['e2e/**/*.e2e.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
