import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const slow = '{lib,components}/**/*.{property,process}.test.ts';
// What the code looks like, whatever it does.
const rules = 'lib/{layers,style,promises,project}.test.ts';
// These share one PostgreSQL, each test in a schema of its own.
const database = 'lib/**/*.database.test.ts';
// These want a process of their own: connections and walks of other tests, and their fetch, would be in the way.
const stateful = 'lib/server/{http/[a-z]*,routes/graph,sessions/walk-queue,start/stop}.test.ts';
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  cacheDir: 'node_modules/.cache/vitest',
  test: {
    // A test takes milliseconds, the longest seconds; beside much else on two cores, many times that.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // By default one core is left idle: of two that is half the machine.
    maxWorkers: '100%',
    globalSetup: 'e2e/tools/temporary-folder.ts',
    projects: [
      {
        extends: true,
        // They share what they have read of the sources; the order is for runs together with other projects.
        test: { name: 'rules', include: [rules], isolate: false, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'fast',
          include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}'],
          exclude: [rules, slow, stateful, database],
          // Modules are loaded once: a test leaves nothing behind that another one meets.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'stateful', include: [stateful] } },
      {
        extends: true,
        test: { name: 'database', include: [database], globalSetup: 'e2e/tools/start-postgres.ts' },
      },
      // Random graphs, every fault at every moment, and processes that are killed.
      { extends: true, test: { name: 'slow', include: [slow] } },
    ],
  },
});
