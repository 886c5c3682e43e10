import { expect, test } from 'vitest';
import type { TestRow } from '#lib/formats/documents/rows';
import { describeTests, testReading } from './test-reading.ts';

const row = (result: TestRow['result'], suite?: string): TestRow => ({
  name: 'a',
  result,
  duration: 0.5,
  ...(suite === undefined ? {} : { suite }),
});

test('tests are counted by result, an error among the failed', () => {
  const tests = () => [row('passed', 'x'), row('failed', 'x'), row('error', 'y'), row('skipped')];
  const reading = testReading({ isWhole: true, bytes: 1, annotations: {} }, { format: 'tap', tests });
  expect(reading.title).toBe('Tests failed · 1 of 3 passed, 1 skipped');
  expect(reading.summary?.()).toEqual({
    of: 'tests',
    result: 'failed',
    passed: 1,
    failed: 2,
    skipped: 1,
    suites: 2,
    duration: 2,
  });
});

test.each([
  [{ result: 'passed', passed: 120, failed: 0 }, 'Tests passed · 120 of 120'],
  [{ result: 'warned', passed: 1, failed: 0, warned: 1 }, 'Tests passed with warnings · 1 of 2 passed'],
  [{ result: 'passed', passed: 0, failed: 0, skipped: 2 }, 'No tests run, 2 skipped'],
  [{ result: 'passed', passed: 0, failed: 0 }, 'No tests'],
  [{ result: 'failed', passed: 0, failed: 0 }, 'Tests failed'],
])('%j is told as %s', (summary, words) => {
  expect(describeTests(summary)).toBe(words);
});
