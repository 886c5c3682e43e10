import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { Answer } from '#lib/graph/model';
import { answerText, longestWait, sourceText } from './answer-text.ts';

const about = digestOf(1);
const asked = { about, question: 'referrers', source: 'referrers-api' } as const;
const unknown = (change: Partial<Extract<Answer, { state: 'unknown' }>>): Answer => ({
  ...asked,
  state: 'unknown',
  code: 'unreachable',
  reason: 'It did not answer.',
  ...change,
});

test('an answer says found, none or why it is unknown', () => {
  expect(answerText({ ...asked, state: 'found', count: 1200 })).toBe('1,200 found');
  expect(answerText({ ...asked, state: 'found', count: 2, filtered: 'registry' })).toContain('the registry');
  expect(answerText({ ...asked, state: 'none' })).toBe('none');
  expect(answerText(unknown({}))).toBe('not determined: It did not answer.');
});

test('a source that the registry does not support is no open question', () => {
  expect(answerText(unknown({ code: 'unsupported' }))).toContain('does not support it');
});

test('tags and indexes come from the lists of the repository, not from a manifest', () => {
  expect(sourceText({ question: 'tags', source: 'manifest' })).toBe('tags of the repository');
  expect(sourceText({ question: 'children', source: 'manifest' })).toBe('its manifest');
});

test('the longest wait counts, of one node or of all', () => {
  const state = stateOf({
    nodes: [nodeOf(1), nodeOf(2)],
    answers: [
      unknown({ retryAfterSeconds: 5 }),
      unknown({ about: digestOf(2), retryAfterSeconds: 60 }),
      unknown({ source: 'referrers-tag' }),
    ],
  });
  expect(longestWait(state, undefined)?.retryAfterSeconds).toBe(60);
  expect(longestWait(state, about)?.retryAfterSeconds).toBe(5);
  expect(longestWait(stateOf({ nodes: [nodeOf(1)], answers: [unknown({})] }), about)).toBeUndefined();
});
