import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const slow = '{lib,components}/**/*.{property,process}.test.ts';
// These rooms keep state for the whole process (services, sessions, the environment), so each file gets a process.
const stateful = 'lib/server/**/*.test.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}'],
          exclude: [slow, stateful],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'server', include: [stateful], exclude: [slow] } },
      // Random graphs, every fault at every moment, and processes that are killed.
      { extends: true, test: { name: 'slow', include: [slow], testTimeout: 60_000 } },
    ],
  },
});
