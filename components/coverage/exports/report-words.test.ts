import { expect, test } from 'vitest';
import { cellOf, evidenceWith, rowWith } from '#e2e/fakes/audit-example';
import { cellText, reportText, undeterminedRows, utcText } from './report-words.ts';

test('a cell says its state, and where it is only on some platforms', () => {
  expect(cellText(cellOf({ state: 'cannot-check' }))).toBe('cannot check');
  expect(cellText(cellOf({ state: 'valid', on: 'some platforms' }))).toBe('valid, some platforms');
});

test('a report says what is open, and what is unknown of it', () => {
  const there = cellOf({ state: 'present', count: 1 });
  expect(reportText({ ...there, open: 3, worst: 'critical', age: 1 })).toBe(
    '3 open, worst critical, 1 day old',
  );
  expect(reportText(there)).toBe('open findings not determined');
  expect(reportText(cellOf({ state: 'unknown' }))).toBe('not determined');
});

test('a moment is in UTC, and what is no moment stays what it is', () => {
  expect(utcText('2026-11-26T10:31:00+02:00')).toBe('26 Nov 2026, 08:31 UTC');
  expect(utcText('soon')).toBe('soon');
});

test('whatever is not determined is said with its reason, also of what fails', () => {
  const evidence = evidenceWith({ sbom: cellOf({ state: 'unknown', reason: 'the registry answered 429.' }) });
  const rows = [
    rowWith({ verdict: 'pass' }),
    rowWith({ evidence, verdict: 'fail', why: ['There is no signature.'] }),
    rowWith({ verdict: 'unknown', why: ['Nothing is required.'] }),
  ];
  expect(undeterminedRows({ rows }).map(({ text }) => text)).toEqual([
    'sbom: the registry answered 429.',
    'Nothing is required.',
  ]);
});
