import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { Answer } from './model.ts';
import { filteredBy, openQuestions } from './open-questions.ts';

const about = digestOf(1);
const unknown = (source: Answer['source'], code = 'timeout'): Answer => {
  return { about, question: 'referrers', source, state: 'unknown', reason: 'It said nothing.', code };
};
const questionsOf = (...answers: readonly Answer[]) =>
  openQuestions(stateOf({ nodes: [nodeOf(1)], answers }));

test('a question that a source left open is named by that source where it is one of several', () => {
  expect(questionsOf(unknown('referrers-api'), unknown('cosign-tags')).map(({ text }) => text)).toEqual([
    'Referrers: not determined',
    'Cosign tags: not determined',
  ]);
});

test('an answer, and an API that the registry does not have, leave nothing open', () => {
  const none: Answer = { about, question: 'tags', source: 'manifest', state: 'none' };
  expect(questionsOf(none, unknown('referrers-api', 'unsupported'))).toEqual([]);
});

test('a list that somebody filtered says who did', () => {
  const found = { about, question: 'referrers', source: 'referrers-api', state: 'found', count: 1 } as const;
  const stateWith = (answer: Answer) => stateOf({ nodes: [nodeOf(1)], answers: [answer] });
  expect(filteredBy(stateWith({ ...found, filtered: 'registry' }))).toBe('registry');
  expect(filteredBy(stateWith(found))).toBeUndefined();
});
