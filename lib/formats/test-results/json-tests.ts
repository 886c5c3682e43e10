import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { TestRow } from '#lib/formats/documents/rows';
import { at, hasList, itemsAt, textAt } from '#lib/formats/json/json-path';
import { testReading } from './test-reading.ts';

const results: Readonly<Record<string, TestRow['result']>> = {
  passed: 'passed',
  pass: 'passed',
  xpassed: 'passed',
  failed: 'failed',
  fail: 'failed',
  error: 'error',
  skipped: 'skipped',
  skip: 'skipped',
  pending: 'skipped',
  todo: 'skipped',
  disabled: 'skipped',
  xfailed: 'skipped',
  other: 'warned',
};

function resultOf(word: string | undefined): TestRow['result'] {
  const plain = word?.toLowerCase() ?? '';
  return Object.hasOwn(results, plain) ? (results[plain] ?? 'warned') : 'warned';
}

/** The Common Test Report Format (https://ctrf.io/docs/specification/overview). */
export function readCtrf(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isNamed = textAt(value, 'reportFormat') === 'CTRF';
  const isShaped =
    textAt(value, 'results', 'tool', 'name') !== undefined &&
    at(value, 'results', 'summary', 'tests') !== undefined;
  if (!isNamed && !isShaped) return undefined;
  const start = at(value, 'results', 'summary', 'start');
  const stop = at(value, 'results', 'summary', 'stop');
  const isTimed = typeof start === 'number' && typeof stop === 'number' && stop > start;
  return testReading(
    context,
    given({
      format: 'ctrf',
      version: textAt(value, 'specVersion'),
      tests: () => ctrfTests(value),
      facts: given({
        startedAt: dateOf(start),
        duration: isTimed ? (stop - start) / 1000 : undefined,
        url: textAt(value, 'results', 'environment', 'buildUrl'),
      }),
    }),
  );
}

function* ctrfTests(value: unknown): Generator<TestRow> {
  for (const test of itemsAt(value, 'results', 'tests')) {
    const suite = at(test, 'suite');
    yield given<TestRow>({
      name: textAt(test, 'name') ?? '',
      result: resultOf(textAt(test, 'status')),
      suite: typeof suite === 'string' ? suite : textAt(test, 'suite', 0),
      message: textAt(test, 'message') ?? textAt(test, 'trace'),
      duration: thousandth(at(test, 'duration')),
    });
  }
}

/** The JSON of Jest, which Vitest writes too (https://jestjs.io/docs/configuration#testresultsprocessor-string). */
export function readJest(value: unknown, context: DocumentContext): DocumentReading | undefined {
  if (typeof at(value, 'numTotalTests') !== 'number' || !hasList(value, 'testResults')) return undefined;
  return testReading(
    context,
    given({
      format: 'jest-json',
      tests: () => jestTests(value),
      facts: given({ startedAt: dateOf(at(value, 'startTime')) }),
    }),
  );
}

function* jestTests(value: unknown): Generator<TestRow> {
  for (const file of itemsAt(value, 'testResults')) {
    const suite = textAt(file, 'name');
    const tests = itemsAt(file, 'assertionResults');
    // A file that could not be run has no tests, and fails.
    if (tests.length === 0 && textAt(file, 'status') === 'failed')
      yield given<TestRow>({ name: suite ?? '', result: 'error', suite, message: textAt(file, 'message') });
    for (const test of tests)
      yield given<TestRow>({
        name: textAt(test, 'fullName') ?? textAt(test, 'title') ?? '',
        result: resultOf(textAt(test, 'status')),
        suite,
        message: textAt(test, 'failureMessages', 0),
        duration: thousandth(at(test, 'duration')),
      });
  }
}

/** What pytest writes with the plugin json-report (https://github.com/numirias/pytest-json-report). */
export function readPytest(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const isReport = typeof at(value, 'exitcode') === 'number' && at(value, 'summary', 'total') !== undefined;
  if (!isReport) return undefined;
  const created = at(value, 'created');
  const duration = at(value, 'duration');
  return testReading(
    context,
    given({
      format: 'pytest-json',
      tests: () => pytestTests(value),
      facts: given({
        startedAt: typeof created === 'number' ? dateOf(created * 1000) : undefined,
        duration: typeof duration === 'number' ? duration : undefined,
      }),
    }),
  );
}

function* pytestTests(value: unknown): Generator<TestRow> {
  for (const test of itemsAt(value, 'tests')) {
    const [suite, ...names] = (textAt(test, 'nodeid') ?? '').split('::');
    const duration = at(test, 'call', 'duration');
    yield given<TestRow>({
      name: names.length > 0 ? names.join('::') : (suite ?? ''),
      result: resultOf(textAt(test, 'outcome')),
      suite,
      message: textAt(test, 'call', 'crash', 'message'),
      duration: typeof duration === 'number' ? duration : undefined,
    });
  }
}

function thousandth(milliseconds: unknown): number | undefined {
  return typeof milliseconds === 'number' && milliseconds >= 0 ? milliseconds / 1000 : undefined;
}

/** A time in milliseconds since 1970 as RFC 3339; undefined for what is no such time. */
function dateOf(milliseconds: unknown): string | undefined {
  const isTime = typeof milliseconds === 'number' && milliseconds > 0 && milliseconds < 8.64e15;
  return isTime ? new Date(milliseconds).toISOString() : undefined;
}
