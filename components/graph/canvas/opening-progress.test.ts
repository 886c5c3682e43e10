import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { countOpening, openingText } from './opening-progress.ts';

test('what can be asked counts, and of that what has answered', () => {
  const answer = { question: 'referrers', source: 'referrers-api', state: 'none' } as const;
  const state = stateOf({
    nodes: [nodeOf(1), nodeOf(2), nodeOf(3, { kind: 'layer' }), nodeOf(4, { state: 'missing' })],
    answers: [
      { about: digestOf(1), ...answer },
      { about: digestOf(1), ...answer, source: 'cosign-tags' },
      { about: digestOf(2), ...answer, source: 'buildkit' },
    ],
  });
  expect(countOpening(state)).toEqual({ done: 1, known: 2 });
});

test('it is told how many are done of those that are known, how fast, and how long it takes', () => {
  expect(openingText({ done: 412, known: 1285 }, 12, 16_000)).toBe('412 of 1,285 · 25 a second · 35 s left');
  expect(openingText({ done: 40, known: 1285 }, 0, 10_000)).toBe('40 of 1,285 · 4.0 a second · 6 min left');
  expect(openingText({ done: 1285, known: 1285 }, 0, 50_000)).toBe('1,285 of 1,285 · 26 a second');
});

test('in the first moments, and where nothing moves, there is no rate', () => {
  expect(openingText({ done: 9, known: 1285 }, 0, 500)).toBe('9 of 1,285');
  expect(openingText({ done: 9, known: 1285 }, 9, 60_000)).toBe('9 of 1,285');
});
