import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.cache/vitest',
  test: { include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
});
