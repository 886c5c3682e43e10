import { rm } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { commandSuite, reportSuite } from '#e2e/suites/command';
import { countJunit, countPlaywright } from '#e2e/suites/counts';
import { formatFailures, formatTotals } from '#e2e/suites/format-totals';
import { withSecondTry } from '#e2e/suites/second-try';
import type { Failure, Totals } from '#e2e/suites/suite';
import { addTotals, failed, nothing } from '#e2e/suites/suite';
import { watchCores } from '#e2e/suites/watch-cores';

const endOf = (totals: Totals) => [...formatFailures(totals), formatTotals(totals)];

test('a run in which all passed ends with its numbers alone', () => {
  expect(endOf({ ...nothing, passed: 3 })).toEqual(['3 passed, 0 failed, 0 skipped']);
});

test('a story that failed is named with its file and what it said, and so is one that passed on the second try', () => {
  const spec = (title: string, status: string, results: readonly unknown[] = []) => ({
    title,
    file: 'screens/a.spec.ts',
    tests: [{ status, results }],
  });
  const failing = (message: string) => ({ errors: [{ message }] });
  const specs = [
    spec('flies', 'flaky', [failing('\u001b[31mno page\u001b[39m'), { errors: [] }]),
    spec('stays', 'expected'),
    spec('falls', 'unexpected', [
      failing('Error: no row\n\n  Expected: 2\n  Received: 1\n\n  12 | row\n    at a.spec.ts:1'),
    ]),
  ];
  const totals = countPlaywright({
    stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
    errors: [],
    suites: [{ title: 'screens/a.spec.ts', specs: [], suites: [{ title: 'rows', specs }] }],
  });
  expect(endOf(addTotals(totals, { ...nothing, passed: 3 }))).toEqual([
    '1 failed:',
    '  FAILED  e2e/screens/a.spec.ts › rows › falls',
    '    Error: no row · Expected: 2 · Received: 1',
    '1 passed on a second try, each a fault to be mended:',
    '  SECOND TRY  e2e/screens/a.spec.ts › rows › flies',
    '    no page',
    '5 passed, 1 failed, 0 skipped',
  ]);
});

test('stories that cannot even begin are a failure with the reason', () => {
  const totals = countPlaywright({ stats: {}, errors: [{ message: 'Error: no server' }], suites: [] });
  expect(endOf(totals)).toEqual([
    '1 failed:',
    '  FAILED  outside the stories',
    '    Error: no server',
    '0 passed, 1 failed, 0 skipped',
  ]);
});

test('a request of the conformance suite that failed is named', () => {
  const xml = `<testsuite name="OCI" tests="3" failures="1" errors="0" disabled="1" skipped="0">
    <testcase name="OCI/ping" classname="" time="0.1" status="passed"></testcase>
    <testcase name="OCI/tags" classname="" time="0.1" status="failure">
      <system-out>connection refused</system-out>
    </testcase></testsuite>`;
  expect(endOf(countJunit(xml))).toEqual([
    '1 failed:',
    '  FAILED  OCI/tags',
    '    connection refused',
    '1 passed, 1 failed, 1 skipped',
  ]);
});

test('a program that fails is shown, and named with the last lines of what it wrote', async () => {
  const script = "for (let n = 1; n < 30; n += 1) console.error('line', n); process.exitCode = 3;";
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const totals = await commandSuite('lint', [process.execPath, '-e', script]).run();
  const shown = write.mock.calls.join('');
  write.mockRestore();
  expect(shown).toContain('line 1\n');
  expect(totals).toMatchObject({ failed: 1, failures: [{ name: 'lint' }] });
  const lines = totals.failures?.[0]?.message.trim().split('\n');
  expect(lines).toEqual(Array.from({ length: 20 }, (_, at) => `line ${at + 10}`));
});

test('a test runner that fails although every test passed is a failure outside of the tests', async () => {
  const path = 'node_modules/.cache/reports/suites-test.json';
  const script = `require('node:fs').writeFileSync('${path}', '{}'); console.error('not empty'); process.exit(1)`;
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const suite = reportSuite('unit', {
    ...{ command: [process.execPath, '-e', script], path },
    count: () => ({ ...nothing, passed: 2 }),
  });
  const totals = await suite.run();
  write.mockRestore();
  await rm(path);
  expect(totals).toMatchObject({ passed: 2, failed: 1 });
  expect(totals.failures).toEqual([{ name: 'unit', message: 'not empty\n', isOutside: true }]);
});

test('however much fails, the end of a run fits on a screen', () => {
  const long: Failure = {
    name: 'lint',
    message: Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n'),
  };
  const few = formatFailures({ ...failed(long.name, long.message), secondTries: [long] });
  expect(few).toHaveLength(2 * (2 + 19));
  expect(few.at(-1)).toBe('    line 29');
  const many = formatFailures({ ...nothing, failures: Array.from({ length: 500 }, () => long) });
  expect(many).toHaveLength(1 + 40 + 1);
  expect(many.at(-1)).toBe('  and 480 more');
});

test('a suite is run once more only where something failed that belongs to no test', async () => {
  const stray: Totals = {
    ...{ ...nothing, passed: 2, failed: 1 },
    failures: [{ name: 'not caught', message: 'nobody waits', isOutside: true }],
  };
  const runs = (...results: readonly Totals[]) => {
    const run = vi.fn(async () => results[run.mock.calls.length - 1] ?? nothing);
    return withSecondTry({ name: 'unit', run });
  };
  vi.spyOn(console, 'log').mockReturnValue();
  const passed = { ...nothing, passed: 2 };
  expect(endOf(await runs(stray, passed).run())).toEqual([
    '1 passed on a second try, each a fault to be mended:',
    '  SECOND TRY  not caught',
    '    nobody waits',
    '2 passed, 0 failed, 0 skipped',
  ]);
  expect(await runs(stray, stray).run()).toEqual(stray);
  const both = addTotals(stray, failed('lib/a.test.ts › falls', 'no row'));
  expect(await runs(both, passed).run()).toEqual(both);
  expect(await runs(passed, stray).run()).toEqual(passed);
  vi.restoreAllMocks();
});

test('the part of the machine that was busy lies between none and all', async () => {
  const share = watchCores();
  const end = process.cpuUsage().user + 50_000;
  while (process.cpuUsage().user < end) JSON.stringify(process.versions);
  // The system counts in hundredths of a second.
  await vi.waitFor(() => expect(share()).toBeGreaterThan(0));
  expect(share()).toBeLessThanOrEqual(1);
});
