import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

function read(value: unknown) {
  const [document] = readingOf(JSON.stringify(value)).documents;
  return {
    title: document?.title,
    summary: document?.summary?.(),
    rows: [...(document?.rows?.tests?.() ?? [])],
  };
}

test('CTRF is read, times in milliseconds', () => {
  const { title, rows, summary } = read({
    reportFormat: 'CTRF',
    results: {
      tool: { name: 'playwright' },
      summary: { tests: 2, start: 1767322800000, stop: 1767322802000 },
      tests: [
        { name: 'a', status: 'passed', duration: 250, suite: ['s'] },
        { name: 'b', status: 'failed', message: 'no' },
        { name: 'c', status: 'pending' },
      ],
    },
  });
  expect(title).toBe('Tests failed · 1 of 2 passed, 1 skipped');
  expect(rows[0]).toEqual({ name: 'a', result: 'passed', suite: 's', duration: 0.25 });
  expect(summary).toMatchObject({ startedAt: '2026-01-02T03:00:00.000Z', duration: 2 });
});

test('Jest is read, a file that could not be run fails', () => {
  const { title, rows } = read({
    numTotalTests: 1,
    startTime: 1767322800000,
    testResults: [
      { name: 'a.test.ts', assertionResults: [{ fullName: 'adds', status: 'passed', duration: 5 }] },
      { name: 'b.test.ts', status: 'failed', message: 'Syntax', assertionResults: [] },
    ],
  });
  expect(title).toBe('Tests failed · 1 of 2 passed');
  expect(rows[1]).toMatchObject({ name: 'b.test.ts', result: 'error', message: 'Syntax' });
});

test('pytest is read', () => {
  const { title, rows } = read({
    created: 1767322800,
    duration: 1,
    exitcode: 1,
    summary: { total: 2 },
    tests: [
      { nodeid: 'a.py::T::b', outcome: 'passed', call: { duration: 0.5 } },
      { nodeid: 'a.py::c', outcome: 'failed', call: { crash: { message: 'no' } } },
    ],
  });
  expect(title).toBe('Tests failed · 1 of 2 passed');
  expect(rows).toEqual([
    { name: 'T::b', result: 'passed', suite: 'a.py', duration: 0.5 },
    { name: 'c', result: 'failed', suite: 'a.py', message: 'no' },
  ]);
});

test('what a statement attests is told with a row for each test', () => {
  const { title, rows, summary } = read({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: { result: 'FAILED', passedTests: ['a'], failedTests: ['b'], url: 'https://ci.example/1' },
  });
  expect(title).toBe('Tests failed · 1 of 2 passed');
  expect(rows).toEqual([
    { name: 'b', result: 'failed' },
    { name: 'a', result: 'passed' },
  ]);
  expect(summary).toMatchObject({ result: 'failed', passed: 1, failed: 1, url: 'https://ci.example/1' });
});

test('whatever stands among the tests, it is told in a title', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (tests) => {
      expect(read({ reportFormat: 'CTRF', results: { tests, summary: tests } }).title).toMatch(/test/i);
      expect(read({ numTotalTests: 1, testResults: [tests] }).title).toMatch(/test/i);
    }),
  );
});
