import { inOneLine } from '#e2e/suites/in-one-line';
import type { Failure, Totals } from '#e2e/suites/suite';

/** What `totals-reporter.ts` has written. */
export function countVitest(report: unknown): Totals {
  const failuresAt = (key: string) =>
    listAt(report, key).map((one) => ({
      name: textAt(one, 'name'),
      message: textAt(one, 'message'),
      isOutside: valueAt(one, 'isOutside') === true,
    }));
  return {
    passed: numberAt(report, 'passed'),
    failed: numberAt(report, 'failed'),
    skipped: numberAt(report, 'skipped'),
    failures: failuresAt('failures'),
    secondTries: failuresAt('secondTries'),
  };
}

/** The numbers in Playwright's JSON report, and the stories that failed, for good or only at first. */
export function countPlaywright(report: unknown): Totals {
  const stats = valueAt(report, 'stats');
  const suites = listAt(report, 'suites');
  const errors = listAt(report, 'errors');
  const inAll = (status: string) => suites.flatMap((suite) => storiesIn(suite, status, []));
  return {
    passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
    failed: numberAt(stats, 'unexpected') + errors.length,
    skipped: numberAt(stats, 'skipped'),
    failures: [
      ...inAll('unexpected'),
      ...errors.map((error) => ({ name: 'outside the stories', message: messageOf(error) })),
    ],
    secondTries: inAll('flaky'),
  };
}

/** The stories of one status in a suite, and in the suites inside it. */
function storiesIn(suite: unknown, status: string, above: readonly string[]): readonly Failure[] {
  const found = listAt(suite, 'specs').flatMap((spec) =>
    listAt(spec, 'tests')
      .filter((test) => valueAt(test, 'status') === status)
      .map((test) => ({
        name: [`e2e/${textAt(spec, 'file')}`, ...above, textAt(spec, 'title')].join(' › '),
        message: messageOf(listAt(test, 'results').flatMap((result) => listAt(result, 'errors'))[0]),
      })),
  );
  const inner = listAt(suite, 'suites').flatMap((one) =>
    storiesIn(one, status, [...above, textAt(one, 'title')]),
  );
  return [...found, ...inner];
}

function messageOf(error: unknown): string {
  return inOneLine(textAt(error, 'message'));
}

/** The numbers in a JUnit file of one suite; `disabled` is what the suite leaves out by itself, such as newer drafts. */
export function countJunit(xml: string): Totals {
  const [, attributes = ''] = /<testsuite ([^>]*)>/.exec(xml) ?? [];
  const attribute = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? 0);
  const failed = attribute('failures') + attribute('errors');
  const skipped = attribute('skipped') + attribute('disabled');
  const cases = xml.matchAll(
    /<testcase name="([^"]*)"[^>]* status="(?:failure|error)"[^>]*>\s*(?:<system-out>([^<]*))?/g,
  );
  const failures = [...cases].map(([, name = '', message = '']) => ({ name, message: inOneLine(message) }));
  return { passed: attribute('tests') - failed - skipped, failed, skipped, failures };
}

function numberAt(value: unknown, key: string): number {
  const found = valueAt(value, key);
  return typeof found === 'number' ? found : 0;
}

function textAt(value: unknown, key: string): string {
  const found = valueAt(value, key);
  return typeof found === 'string' ? found : '';
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = valueAt(value, key);
  return Array.isArray(found) ? found : [];
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
