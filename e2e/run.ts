import { availableParallelism } from 'node:os';
import { conformanceSuite } from '#e2e/conformance/suite';
import { fuzzSuite } from '#e2e/fuzz/suite';
import { commandSuite, earlySuite, reportSuite } from '#e2e/suites/command';
import { countPlaywright, countVitest } from '#e2e/suites/counts';
import { formatFailures, formatTotals } from '#e2e/suites/format-totals';
import { withSecondTry } from '#e2e/suites/second-try';
import type { Suite, Totals } from '#e2e/suites/suite';
import { addTotals, failed, nothing } from '#e2e/suites/suite';
import { toolsSuite } from '#e2e/suites/tools';
import { watchCores } from '#e2e/suites/watch-cores';

const reports = 'node_modules/.cache/reports';
const isCi = process.env.CI === 'true';

const suites: readonly Suite[] = [
  commandSuite('lint', ['biome', 'check', '--error-on-warnings', '.']),
  vitestSuite('rules', ['rules']),
  earlySuite('dead', ['knip', '--no-progress']),
  earlySuite('types', ['node', 'node_modules/typescript-native/bin/tsc', '--noEmit']),
  vitestSuite('unit', ['fast', 'stateful']),
  // A third one fills the two cores while others wait for a process, a pause or PostgreSQL.
  vitestSuite('slow', ['slow', 'database'], ['--maxWorkers=3']),
  fuzzSuite(),
  commandSuite('build', ['node', 'lib/server/start.mjs', '--build']),
  commandSuite('size', ['node', 'e2e/size/check.ts']),
  toolsSuite(),
  conformanceSuite,
  reportSuite('stories', {
    command: ['playwright', 'test', '--config', 'e2e', '--reporter=list,json'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/stories.json` },
    path: `${reports}/stories.json`,
    count: countPlaywright,
  }),
];

/** Tests beside the files, of some projects of lib/vitest.config.ts. */
function vitestSuite(name: string, projects: readonly string[], options: readonly string[] = []): Suite {
  const path = `${reports}/${name}.json`;
  const suite = reportSuite(name, {
    command: [
      ...['vitest', 'run', '--config', 'lib/vitest.config.ts'],
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter=default', '--reporter=./e2e/suites/totals-reporter.ts'],
      // A test that passes only then is named at the end of the run: it is a fault that nobody has to wait for.
      ...(isCi ? ['--retry=1'] : []),
      ...options,
    ],
    environment: { TOTALS_FILE: path },
    path,
    count: countVitest,
  });
  return isCi ? withSecondTry(suite) : suite;
}

let totals: Totals = nothing;
const lines: string[] = [];
for (const suite of suites) {
  console.log(`\n── ${suite.name}`);
  const started = Date.now();
  const busyShare = watchCores();
  const counted = await suite.run().catch((error: unknown) => {
    console.error(error);
    return failed(suite.name, String(error));
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  // What is far from 100 % waits for something; what is near it gets faster only by doing less.
  const busy = `${Math.round(100 * busyShare())} % of ${availableParallelism()} cores`;
  lines.push(`${suite.name.padEnd(12)} ${formatTotals(counted)}  (${seconds} s, ${busy})`);
  totals = addTotals(totals, counted);
}
console.log(['\n── all', ...lines, '', ...formatFailures(totals), formatTotals(totals)].join('\n'));
process.exitCode = totals.failed === 0 ? 0 : 1;
