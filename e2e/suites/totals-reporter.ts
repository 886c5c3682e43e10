import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';
import { inOneLine } from '#e2e/suites/in-one-line';
import type { Failure, Totals } from '#e2e/suites/suite';

const framesMax = 6;

/**
 * Writes the totals of a vitest run to the file in `TOTALS_FILE`. Unlike vitest's JSON report they hold what fails
 * without a test, such as a hook or a promise that nobody waited for, and which tests were tried again.
 */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((one) => [...one.children.allTests()]);
    const stateOf = (test: TestCase) => test.result().state;
    const failures = [
      ...tests.filter((test) => stateOf(test) === 'failed').map(failureOfTest),
      ...modules.flatMap((one) => [one, ...one.children.allSuites()].flatMap(failuresOfHooks)),
      ...unhandled.map(failureOutside),
    ];
    const totals: Totals = {
      passed: tests.filter((test) => stateOf(test) === 'passed').length,
      failed: failures.length,
      skipped: tests.filter((test) => stateOf(test) === 'skipped').length,
      failures,
      secondTries: tests.filter((test) => test.diagnostic()?.flaky === true).map(failureOfTest),
    };
    const path = process.env.TOTALS_FILE ?? 'node_modules/.cache/reports/totals.json';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(totals));
  }
}

function failureOfTest(test: TestCase): Failure {
  return failure([test.module.relativeModuleId, test.fullName], test.result().errors?.[0]);
}

/** A file that cannot be loaded, and what runs before or after all tests of a file or of a `describe`. */
function failuresOfHooks(suite: TestModule | TestSuite): readonly Failure[] {
  const names =
    suite.type === 'module' ? [suite.relativeModuleId] : [suite.module.relativeModuleId, suite.fullName];
  return suite.errors().map((error) => failure([...names, 'outside its tests'], error));
}

/** Where it comes from is said too, because the test beside which it was noticed may have nothing to do with it. */
function failureOutside(error: SerializedError): Failure {
  const { VITEST_TEST_PATH: path, VITEST_TEST_NAME: test, stack = '' } = error;
  const { name, message } = failure(
    ['not caught', path, test].filter((part) => typeof part === 'string'),
    error,
  );
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { name, message: [message, ...frames.slice(0, framesMax)].join('\n'), isOutside: true };
}

function failure(names: readonly string[], error: SerializedError | undefined): Failure {
  return { name: names.join(' › '), message: inOneLine(error?.stack ?? error?.message ?? '') };
}
