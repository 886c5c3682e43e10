import type { Totals } from '#e2e/suites/suite';

/** The numbers in vitest's JSON report. */
export function countVitest(report: unknown): Totals {
  const failedFiles = numberAt(report, 'numFailedTestSuites');
  const failed = numberAt(report, 'numFailedTests');
  return {
    passed: numberAt(report, 'numPassedTests'),
    // A file that cannot be loaded fails without any test.
    failed: Math.max(failed, failedFiles > 0 ? 1 : 0),
    skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
  };
}

/** The numbers in Playwright's JSON report; a story that passed only when it was tried again is named. */
export function countPlaywright(report: unknown): Totals {
  const stats = valueAt(report, 'stats');
  return {
    passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
    failed: numberAt(stats, 'unexpected') + listAt(report, 'errors').length,
    skipped: numberAt(stats, 'skipped'),
    secondTries: listAt(report, 'suites').flatMap(flakyIn),
  };
}

/** The file and title of each story in a suite, and in the suites inside it, that needed a second try. */
function flakyIn(suite: unknown): readonly string[] {
  const flaky = listAt(suite, 'specs').filter((spec) =>
    listAt(spec, 'tests').some((test) => valueAt(test, 'status') === 'flaky'),
  );
  const names = flaky.map((spec) => `${valueAt(spec, 'file')} › ${valueAt(spec, 'title')}`);
  return [...names, ...listAt(suite, 'suites').flatMap(flakyIn)];
}

/** The numbers in a JUnit file of one suite; `disabled` is what the suite leaves out by itself, such as newer drafts. */
export function countJunit(xml: string): Totals {
  const [, attributes = ''] = /<testsuite ([^>]*)>/.exec(xml) ?? [];
  const attribute = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0);
  const failed = attribute('failures') + attribute('errors');
  const skipped = attribute('skipped') + attribute('disabled');
  return { passed: attribute('tests') - failed - skipped, failed, skipped };
}

function numberAt(value: unknown, key: string): number {
  const found = valueAt(value, key);
  return typeof found === 'number' ? found : 0;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = valueAt(value, key);
  return Array.isArray(found) ? found : [];
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
