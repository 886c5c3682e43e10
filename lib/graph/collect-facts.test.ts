import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { addFacts, toGraph } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import type { Answer, Fact, GraphNode } from '#lib/graph/model';

const root = digestOf(1);
const begin: Fact = { type: 'root', root, reference: 'localhost:5000/demo/app:1.0' };
const end = (complete = true): Fact => ({
  type: 'end',
  complete,
  requests: { sent: 2, cached: 1 },
  milliseconds: 10,
});
const known = (node: GraphNode): Fact => ({ type: 'node', node });
const open: Answer = {
  about: root,
  question: 'referrers',
  source: 'referrers-api',
  state: 'unknown',
  reason: 'the registry asks to wait',
  code: 'rate-limited',
};

test('a second walk that reads only what is declared takes back nothing that the first one learned', () => {
  const report = nodeOf(1, { kind: 'sbom', title: 'SPDX SBOM', state: 'loaded' });
  const read = nodeOf(1, { ...report, title: 'SPDX 2.3 · 214 packages', confidence: 'content' });
  const first = addFacts(emptyGraphState, [begin, known(read), end()]);
  const second = addFacts(first, [begin, known(report), end()]);
  expect(second.nodes.get(root)?.title).toBe('SPDX 2.3 · 214 packages');
});

test('a source that the registry does not have leaves no question open', () => {
  const absent: Fact = { type: 'answer', answer: { ...open, code: 'unsupported' } };
  expect(addFacts(emptyGraphState, [begin, absent, end()]).complete).toBe(true);
});

test('an edge that is learned twice names both sources', () => {
  const edge = { from: digestOf(2), to: root, relation: 'subject' } as const;
  const state = addFacts(emptyGraphState, [
    { type: 'edge', edge: { ...edge, sources: ['referrers-api'] } },
    { type: 'edge', edge: { ...edge, sources: ['manifest'] } },
  ]);
  expect([...state.edges.values()]).toEqual([{ ...edge, sources: ['manifest', 'referrers-api'] }]);
});

test('a graph is complete only when all its walks ended whole', () => {
  const first = addFacts(emptyGraphState, [begin, known(nodeOf(1)), end(false)]);
  expect(first.complete).toBe(false);
  expect(addFacts(first, [begin]).complete).toBeUndefined();
  expect(addFacts(first, [begin, end(true)]).complete).toBe(false);
  expect(addFacts(emptyGraphState, [begin, end(), begin, end()]).complete).toBe(true);
});

test('a stream that was cut off never counts as complete', () => {
  const state = addFacts(emptyGraphState, [begin, known(nodeOf(1))]);
  expect(state.complete).toBeUndefined();
  expect(toGraph(state)?.complete).toBe(false);
});

test('an open question, a limit or a missing node makes the graph incomplete whatever the walk says', () => {
  const holes: Fact[] = [
    { type: 'answer', answer: open },
    { type: 'limit', about: root, reason: 'more than 10,000 nodes' },
    known(nodeOf(2, { state: 'missing' })),
    known(nodeOf(2, { state: 'unreadable' })),
  ];
  for (const hole of holes) expect(addFacts(emptyGraphState, [begin, hole, end(true)]).complete).toBe(false);
});

test('a later answer to the same question replaces the earlier one', () => {
  const state = addFacts(emptyGraphState, [
    begin,
    { type: 'answer', answer: open },
    {
      type: 'answer',
      answer: { about: root, question: 'referrers', source: 'referrers-api', state: 'none' },
    },
    end(),
  ]);
  expect(state.complete).toBe(true);
  expect([...state.answers.values()]).toHaveLength(1);
});

test('a graph that one open question left incomplete is complete when it is answered', () => {
  const first = addFacts(emptyGraphState, [
    begin,
    known(nodeOf(1)),
    { type: 'answer', answer: open },
    end(false),
  ]);
  expect(first.complete).toBe(false);
  const { about, question, source } = open;
  const answered: Fact = { type: 'answer', answer: { about, question, source, state: 'none' } };
  expect(addFacts(first, [begin, answered, end()]).complete).toBe(true);
  expect(addFacts(first, [begin, end()]).complete).toBe(false);
  const stillOpen: Fact = { type: 'answer', answer: open };
  expect(addFacts(first, [begin, stillOpen, end(false), begin, answered, end()]).complete).toBe(true);
});

test('a walk that names no reason for its holes is not made good by the answers of another', () => {
  const state = addFacts(emptyGraphState, [
    begin,
    { type: 'answer', answer: open },
    end(false),
    begin,
    end(false),
  ]);
  const { about, question, source } = open;
  const answered: Fact = { type: 'answer', answer: { about, question, source, state: 'none' } };
  expect(addFacts(state, [begin, answered, end()]).complete).toBe(false);
});

test('of the requests that a registry still allows, what it said last is known', () => {
  const allowing = (remaining: number) => ({ ...end(), rateLimit: { limit: 100, remaining } }) as const;
  const state = addFacts(emptyGraphState, [begin, allowing(20), begin, allowing(18), begin, end()]);
  expect(state.rateLimit).toEqual({ limit: 100, remaining: 18 });
});

test('requests and time of several walks add up, and the first root stays', () => {
  const other: Fact = { type: 'root', root: digestOf(9), reference: 'localhost:5000/demo/app@x' };
  const state = addFacts(emptyGraphState, [begin, end(), other, end()]);
  expect(state).toMatchObject({ root, requests: { sent: 4, cached: 2 }, milliseconds: 20 });
});

test('what a signature names is compared with all that it hangs on, whichever walk told of it', () => {
  const binding = { state: 'matches', names: [root] } as const;
  const signature = known(nodeOf(3, { kind: 'signature', state: 'loaded', binding }));
  const edge = (to: number): Fact => ({
    type: 'edge',
    edge: { from: digestOf(3), to: digestOf(to), relation: 'subject', sources: ['cosign-tags'] },
  });
  const first = addFacts(emptyGraphState, [begin, signature, edge(1), end()]);
  expect(first.nodes.get(digestOf(3))?.binding).toEqual(binding);
  const second = addFacts(first, [begin, edge(2), end()]);
  expect(second.nodes.get(digestOf(3))?.binding).toMatchObject({ state: 'other', misses: digestOf(2) });
});
