import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { countVitest } from '#e2e/suites/counts';
import { formatFailures, formatTotals } from '#e2e/suites/format-totals';

const project = resolve(import.meta.dirname, '..');

const files = {
  'a.test.ts': `
    let tries = 0;
    describe('rows', () => {
      test('stays', () => {});
      test('flies', () => { tries += 1; expect(tries).toBe(2); });
      test('falls', () => { throw new Error('no row'); });
      test.skip('waits', () => {});
    });
    describe('columns', () => {
      afterAll(() => { throw new Error('not empty'); });
      test('stands', () => {});
    });`,
  'b.test.ts': `import './not-there';`,
  'c.test.ts': `test('leaves one behind', () => { Promise.reject(new Error('nobody waits')); });`,
};

test('the end of a run names the tests that failed, hooks, files that cannot be loaded, and what nobody caught', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-suites-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const path = join(folder, 'reports/totals.json');
    const reporter = join(project, 'e2e/suites/totals-reporter.ts');
    const run = [
      '--root',
      folder,
      '--globals',
      '--retry=1',
      '--sequence.concurrent=false',
      `--reporter=${reporter}`,
    ];
    const status = await statusOf(['run', ...run], { TOTALS_FILE: path });
    const totals = countVitest(JSON.parse(await readFile(path, 'utf8')));
    const end = [...formatFailures(totals), formatTotals(totals)].join('\n');
    expect(status).toBe(1);
    expect(end).toContain('  FAILED  a.test.ts › rows > falls\n    Error: no row\n');
    expect(end).toContain('  FAILED  a.test.ts › columns › outside its tests\n    Error: not empty\n');
    expect(end).toMatch(/ {2}FAILED {2}b\.test\.ts › outside its tests\n.*not-there/);
    expect(end).toMatch(
      / {2}FAILED {2}not caught › .*c\.test\.ts.*\n {4}Error: nobody waits\n.*c\.test\.ts:1/,
    );
    expect(end).toContain('  SECOND TRY  a.test.ts › rows > flies\n    AssertionError: expected 1 to be 2');
    expect(end).toMatch(/\n4 passed, 4 failed, 1 skipped$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function statusOf(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<unknown> {
  const program = join(project, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { cwd: project, env }, () =>
      resolve(child.exitCode),
    );
  });
}
