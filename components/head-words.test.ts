import { expect, test } from 'vitest';
import { buildText, openText, reportTime } from './head-words.ts';

const nothing = { misconfigurations: 0, secrets: 0, licences: 0, code: 0 };

test.each([
  ['0 findings open', {}, nothing],
  ['11 critical, 12 high open', { critical: 11, high: 12, medium: 9 }, nothing],
  ['2 secrets open', {}, { ...nothing, secrets: 2 }],
  ['1 low, 1 secret, 3 failed checks open', { low: 1 }, { ...nothing, secrets: 1, misconfigurations: 3 }],
])('%s', (text, counts, beside) => {
  expect(openText(counts, beside).text).toBe(text);
});

test('the tooltip tells all that the line has no room for', () => {
  const { open } = openText(
    { critical: 1, high: 2, low: 3 },
    { misconfigurations: 1, secrets: 1, licences: 1, code: 1 },
  );
  expect(open).toBe('1 critical, 2 high, 3 low, 1 secret, 1 failed check, 1 in code, 1 licence issue open');
});

test('the newest scan says how old the answer is', () => {
  const now = Date.parse('2026-11-26T12:00:00Z');
  expect(
    reportTime([{ scannedAt: '2026-11-20T00:00:00Z' }, { scannedAt: '2026-11-26T01:00:00Z' }], now),
  ).toBe('today');
  expect(reportTime([{ scannedAt: '2026-11-22T00:00:00Z' }], now)).toBe('4 days ago');
  expect(reportTime([{}, { scannedAt: 'soon' }], now)).toBeUndefined();
});

test.each([
  [
    'built from acme/web@4e1f0c7',
    { source: { uri: 'git+https://github.com/acme/web.git@refs/heads/main', digest: 'sha1:4e1f0c7aaa' } },
  ],
  ['built from sub/project', { source: { uri: 'https://gitlab.com/group/sub/project' } }],
  ['built from acme/web', { source: { uri: 'git@github.com:acme/web.git' } }],
  ['built by actions/runner', { builder: 'https://github.com/actions/runner' }],
  ['provenance', {}],
])('%s', (text, told) => {
  expect(buildText(told)).toBe(text);
});
