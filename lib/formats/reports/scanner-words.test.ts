import { expect, test } from 'vitest';
import { firstLine, pageOf, splitVersions, versionsInAdvice } from './scanner-words.ts';

test.each([
  ['1.2.3, 2.0.1', ['1.2.3', '2.0.1']],
  ['1 or 2', ['1', '2']],
  ['None', []],
  ['not fixed', []],
  [undefined, []],
])('%j lists the versions %j', (text, versions) => {
  expect(splitVersions(text)).toEqual(versions);
});

test.each([
  ['Upgrade openssl to 1.1.2', ['1.1.2']],
  ['Upgrade openssl to version 3.0.2, 3.1.1', ['3.0.2', '3.1.1']],
  ['Update to version 2.0.', ['2.0']],
  ['No solution available', []],
])('%j advises %j', (advice, versions) => {
  expect(versionsInAdvice(advice)).toEqual(versions);
});

test('of a text the first line or sentence is told', () => {
  expect(firstLine('A bad thing. More.')).toBe('A bad thing.');
  expect(firstLine('One\nTwo')).toBe('One');
  expect(firstLine('')).toBeUndefined();
});

test('an id that is no plain word has no page', () => {
  expect(pageOf('https://osv.dev/vulnerability/', 'GO-1')).toBe('https://osv.dev/vulnerability/GO-1');
  expect(pageOf('https://osv.dev/vulnerability/', '\ud800')).toBeUndefined();
  expect(pageOf('https://osv.dev/vulnerability/', '../x')).toBeUndefined();
});
