import { expect, test } from 'vitest';
import { evidenceOf } from '#lib/graph/evidence';
import type { Answer, GraphNode } from '#lib/graph/model';
import { openQuestions } from '#lib/graph/questions';
import { digestOf, nodeOf, stateOf } from '#lib/graph/testing/example';

const asked = { about: digestOf(1), question: 'referrers', source: 'referrers-api' } as const;
const none: Answer = { ...asked, state: 'none' };
const noTags: Answer = { ...asked, source: 'cosign-tags', state: 'none' };
const open: Answer = {
  ...asked,
  state: 'unknown',
  reason: 'the registry asks to wait',
  code: 'rate-limited',
};
const withReferrer = (answer: Answer, change: Partial<GraphNode>) =>
  evidenceOf(
    stateOf({ nodes: [nodeOf(1), nodeOf(2, change)], edges: [[2, 'subject', 1]], answers: [answer, noTags] }),
  );
const states = (list: ReturnType<typeof evidenceOf>) => list.map(({ kind, state }) => `${kind} ${state}`);

test('what is attached is found, the rest is none when everybody answered', () => {
  const list = withReferrer({ ...asked, state: 'found', count: 1 }, { kind: 'sbom' });
  expect(states(list)).toEqual([
    'signature none',
    'provenance none',
    'sbom found',
    'vex none',
    'vulnerability-report none',
  ]);
});

test('an artifact of several documents counts for each of them', () => {
  const parts = [{ digest: digestOf(9), kind: 'provenance', format: 'in-toto', title: 'SLSA v1' } as const];
  const list = withReferrer({ ...asked, state: 'found', count: 1 }, { kind: 'attestation', parts });
  expect(list[1]).toMatchObject({ kind: 'provenance', state: 'found' });
});

test('an open question about tags or indexes says nothing against what is attached', () => {
  const upward: Answer = { ...open, question: 'indexes', source: 'manifest' };
  const state = stateOf({ nodes: [nodeOf(1)], answers: [none, noTags, upward] });
  expect(evidenceOf(state)[0]?.state).toBe('none');
});

test('nothing is called none before cosign’s own tags were asked for', () => {
  const [signature] = evidenceOf(stateOf({ nodes: [nodeOf(1)], answers: [none] }));
  expect(signature).toMatchObject({ state: 'unknown', reason: expect.stringContaining('cosign') });
});

test('nothing is called none while a source is unknown, and what is found stays found', () => {
  const list = withReferrer(open, { kind: 'signature' });
  expect(list[0]).toMatchObject({ kind: 'signature', state: 'found' });
  expect(list[1]).toEqual({ kind: 'provenance', state: 'unknown', reason: 'the registry asks to wait' });
});

test('nothing is called none while facts are still coming, nor after the stream broke', () => {
  const { walks, ...state } = stateOf({ nodes: [nodeOf(1)], answers: [none] });
  const cut = { ...state, walks: { ...walks, begun: 2 }, complete: undefined };
  expect(evidenceOf(cut)[0]?.state).toBe('asking');
  expect(evidenceOf(cut, false)[0]).toMatchObject({ state: 'unknown', reason: 'the answer was cut off' });
});

test('an envelope that nobody opened may hold any statement but not a plain signature', () => {
  const list = withReferrer(
    { ...asked, state: 'found', count: 1 },
    { kind: 'attestation', format: 'in-toto' },
  );
  expect(states(list).slice(0, 2)).toEqual(['signature none', 'provenance unknown']);
});

test('an attachment of a platform counts for the index that holds it', () => {
  const state = stateOf({
    nodes: [nodeOf(1, { kind: 'index' }), nodeOf(2), nodeOf(3, { kind: 'provenance' })],
    edges: [
      [1, 'child', 2],
      [3, 'about', 2],
    ],
    answers: [none],
  });
  expect(evidenceOf(state)[1]).toMatchObject({ state: 'found', nodes: [digestOf(3)] });
});

test('a question that nobody could answer is put into words', () => {
  expect(
    openQuestions(stateOf({ nodes: [nodeOf(1)], answers: [open, { ...none, source: 'cosign-tags' }] })),
  ).toEqual([
    { ...asked, text: 'Referrers: not known', reason: 'the registry asks to wait', code: 'rate-limited' },
  ]);
});
