import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severities } from './rows.ts';
import { graver, gravestRating, ratingOf, scoreOf, severityOf, severityOfScore } from './severity.ts';

test.each([
  ['CRITICAL', 'critical'],
  ['Important', 'high'],
  ['moderate', 'medium'],
  ['unimportant', 'negligible'],
  ['Informational', 'negligible'],
  ['None', 'none'],
  ['Defcon1', 'critical'],
  ['untriaged', 'unknown'],
  ['constructor', 'unknown'],
  ['', 'unknown'],
  [7, 'unknown'],
  [undefined, 'unknown'],
])('%j is %s', (word, severity) => {
  expect(severityOf(word)).toBe(severity);
});

test.each([
  [10, 'critical'],
  [9, 'critical'],
  [8.9, 'high'],
  [4, 'medium'],
  [0.1, 'low'],
  [0, 'none'],
  [11, 'unknown'],
  [undefined, 'unknown'],
])('a score of %j is %s', (score, severity) => {
  expect(severityOfScore(score)).toBe(severity);
});

test('a score is a number, a number as text, or what a vector comes to', () => {
  expect(scoreOf('7.5')).toBe(7.5);
  expect(scoreOf(0)).toBe(0);
  expect(scoreOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')).toBe(9.8);
  expect(scoreOf('high')).toBeUndefined();
  expect(scoreOf(99)).toBeUndefined();
});

test('a word outweighs a score, and a score stands in for a word that says nothing', () => {
  expect(ratingOf('low', 9.8)).toEqual({ severity: 'low', score: 9.8 });
  expect(ratingOf(undefined, undefined, '9.8')).toEqual({ severity: 'critical', score: 9.8 });
  expect(ratingOf('untriaged')).toEqual({ severity: 'unknown' });
});

test('the gravest rating counts, and the highest score', () => {
  expect(gravestRating([{ severity: 'low', score: 3 }, { severity: 'high' }])).toEqual({
    severity: 'high',
    score: 3,
  });
  expect(gravestRating([])).toEqual({ severity: 'unknown' });
});

test('whatever was judged is graver than what was not, in any order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...severities), fc.constantFrom(...severities), (one, other) => {
      expect(graver(one, other)).toBe(graver(other, one));
      expect(graver(one, 'unknown')).toBe(one);
    }),
  );
});
