import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { evidenceOf } from '#lib/graph/evidence';
import type { Answer, GraphNode } from '#lib/graph/model';
import { mediaTypes } from '#lib/oci/media-type';
import { openQuestions } from './open-questions.ts';

const asked = { about: digestOf(1), question: 'referrers', source: 'referrers-api' } as const;
const none: Answer = { ...asked, state: 'none' };
const found: Answer = { ...asked, state: 'found', count: 1 };
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

test('evidence within the artifact counts, and a document that somebody opened is no evidence of itself', () => {
  const parts = [{ digest: digestOf(9), kind: 'signature', format: 'helm-prov', title: 'web' } as const];
  const evidenceOfRoot = (kind: 'chart' | 'attestation') =>
    evidenceOf(stateOf({ nodes: [nodeOf(1, { kind, parts })], answers: [none, noTags] }))[0];
  expect(evidenceOfRoot('chart')).toMatchObject({ state: 'found', nodes: [digestOf(1)] });
  expect(evidenceOfRoot('attestation')).toMatchObject({ state: 'none' });
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
  expect(evidenceOf(cut, false)[0]).toMatchObject({ state: 'unknown', reason: 'the response was cut off' });
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
    {
      ...asked,
      text: 'Referrers: not determined',
      reason: 'the registry asks to wait',
      code: 'rate-limited',
    },
  ]);
});

const index = nodeOf(1, { kind: 'index', mediaType: mediaTypes.ociIndex });
const onPlatform = (about: number): Answer => ({ ...none, about: digestOf(about) });
const twoPlatforms = (answers: readonly Answer[], more?: Partial<GraphNode>) =>
  stateOf({
    nodes: [index, nodeOf(2), nodeOf(3), ...(more === undefined ? [] : [nodeOf(4, more)])],
    edges: [[1, 'child', 2], [1, 'child', 3], ...(more === undefined ? [] : [[4, 'subject', 2] as const])],
    answers: [none, noTags, ...answers],
  });

test('an index whose platforms were not asked is not called unsigned', () => {
  expect(evidenceOf(twoPlatforms([]))[0]).toMatchObject({
    state: 'unknown',
    reason: 'none on the index; its platforms were not read',
  });
  expect(evidenceOf(twoPlatforms([onPlatform(2)]))[0]).toMatchObject({
    reason: 'none on the index; 1 of its 2 platforms were not read',
  });
  expect(evidenceOf(twoPlatforms([onPlatform(2), onPlatform(3)]))[0]).toMatchObject({ state: 'none' });
});

test('a platform that could not be asked leaves the question open', () => {
  const failed = { ...open, about: digestOf(3) };
  expect(evidenceOf(twoPlatforms([onPlatform(2), failed]))[0]).toMatchObject({
    state: 'unknown',
    reason: 'the registry asks to wait',
  });
});

test('what is found says whether it is on the index or on its platforms', () => {
  const answers: Answer[] = [{ ...found, about: digestOf(2) }, onPlatform(3)];
  expect(evidenceOf(twoPlatforms(answers, { kind: 'signature' }))[0]).toMatchObject({
    state: 'found',
    where: 'on 1 of 2 platforms',
  });
});

test('a source that the registry does not have is not among those that were asked', () => {
  const absent: Answer = { ...open, code: 'unsupported' };
  const byTag: Answer = { ...none, source: 'referrers-tag' };
  const [signature] = evidenceOf(stateOf({ nodes: [nodeOf(1)], answers: [absent, byTag, noTags] }));
  expect(signature).toMatchObject({ state: 'none', asked: ['referrers-tag', 'cosign-tags'] });
});

test.each<[string, Partial<GraphNode>]>([
  ['is missing', { kind: 'artifact', state: 'missing' }],
  ['could not be read', { kind: 'artifact', state: 'unreadable', reason: 'it is not JSON' }],
  ['of an unknown type was only listed', { kind: 'artifact', state: 'listed', confidence: 'declared' }],
  ['without any type was only listed', { kind: 'image', state: 'listed', confidence: 'declared' }],
  ['is an index', { kind: 'index', mediaType: mediaTypes.ociIndex, confidence: 'declared' }],
])('an attachment that %s may be any kind of evidence', (_, change) => {
  for (const evidence of withReferrer(found, change)) expect(evidence.state).toBe('unknown');
});

test('an attachment whose document could not be read may be any kind of evidence', () => {
  const unread: Answer = { ...open, about: digestOf(2), question: 'content', source: 'manifest' };
  const state = stateOf({
    nodes: [nodeOf(1), nodeOf(2, { kind: 'artifact', confidence: 'declared' })],
    edges: [[2, 'subject', 1]],
    answers: [found, noTags, unread],
  });
  for (const evidence of evidenceOf(state)) expect(evidence.state).toBe('unknown');
});

test('an index of which one entry cannot be read is not called unsigned', () => {
  const entry: Answer = {
    ...open,
    question: 'children',
    source: 'manifest',
    reason: '1 entry cannot be read',
  };
  const [signature] = evidenceOf(twoPlatforms([onPlatform(2), onPlatform(3), entry]));
  expect(signature).toMatchObject({ state: 'unknown', reason: '1 entry cannot be read' });
});

test('an index within an index that nobody has read may hold something signed', () => {
  const inner = nodeOf(2, { kind: 'index', mediaType: mediaTypes.ociIndex });
  const state = stateOf({
    nodes: [index, inner],
    edges: [[1, 'child', 2]],
    answers: [none, noTags, onPlatform(2)],
  });
  expect(evidenceOf(state)[0]).toMatchObject({
    state: 'unknown',
    reason: 'none on the index; a nested index was not read',
  });
});

test('evidence among the platforms that does not say what it is about is unknown, and not none', () => {
  const state = stateOf({
    nodes: [index, nodeOf(2), nodeOf(3, { kind: 'sbom' })],
    edges: [
      [1, 'child', 2],
      [1, 'child', 3],
    ],
    answers: [none, noTags, onPlatform(2), onPlatform(3)],
  });
  expect(evidenceOf(state).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'signature none',
    'provenance none',
    'sbom unknown',
    'vex none',
    'vulnerability-report none',
  ]);
});
