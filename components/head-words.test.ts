import { expect, test } from 'vitest';
import { buildText, reportTime } from './head-words.ts';

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
