import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

function read(text: string) {
  const [document] = readingOf(text).documents;
  return { format: document?.format, title: document?.title, rows: [...(document?.rows?.tests?.() ?? [])] };
}

test.each([
  ['with a version', 'TAP version 14\n1..4\n'],
  ['with a plan alone', '1..4\r\n'],
])('TAP %s is read, tests within a test are told by it', (_, head) => {
  const text = `${head}ok 1 - adds\n    not ok 1 - inside\nnot ok 2 - divides\n  ---\n  message: no\n  ...\nok 3 # SKIP no network\nnot ok 4 - later # TODO write it\n`;
  const { format, title, rows } = read(text);
  expect(format).toBe('tap');
  expect(title).toBe('Tests failed · 1 of 2 passed, 2 skipped');
  expect(rows).toEqual([
    { name: 'adds', result: 'passed' },
    { name: 'divides', result: 'failed' },
    { name: '3', result: 'skipped', message: 'no network' },
    { name: 'later', result: 'skipped', message: 'write it' },
  ]);
});

test('a run that gave up fails', () => {
  expect(read('TAP version 13\nok 1\nBail out! No database\nok 2').rows).toEqual([
    { name: '1', result: 'passed' },
    { name: 'Bail out!', result: 'error', message: 'No database' },
  ]);
});

test('events of go test are read, also of a package that could not be built', () => {
  const events = [
    { Time: '2026-01-02T03:04:05Z', Action: 'run', Package: 'a', Test: 'TestX' },
    { Action: 'pass', Package: 'a', Test: 'TestX', Elapsed: 0.5 },
    { Action: 'pass', Package: 'a', Elapsed: 0.6 },
    { Action: 'fail', Package: 'b', Elapsed: 0 },
  ];
  const { format, title, rows } = read(events.map((event) => JSON.stringify(event)).join('\n'));
  expect(format).toBe('go-test-json');
  expect(title).toBe('Tests failed · 1 of 2 passed');
  expect(rows).toEqual([
    { name: 'TestX', result: 'passed', suite: 'a', duration: 0.5 },
    { name: 'b', result: 'error', suite: 'b', duration: 0 },
  ]);
});
