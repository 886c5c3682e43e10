import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { walkLimits } from '#e2e/fakes/walk-to-end';
import type { Fact } from '#lib/graph/model';
import { createFactEmitter } from './fact-emitter.ts';
import { createDiscoveryCache } from './repository-handle.ts';

function emitter(change: { readonly walkNodesMax?: number; readonly isClosed?: boolean } = {}) {
  const { walkNodesMax = 10, isClosed = false } = change;
  const client = createFakeClient(createFakeStore());
  const primary = { client, repository: 'team/app', cache: createDiscoveryCache() };
  const facts: Fact[] = [];
  const scope = {
    ...{ primary, others: [], artifactType: undefined, includeBlobs: false, isDownward: false },
    ...{ sources: undefined, isFresh: false, isRow: false, asksByName: true, listPagesMax: 4 },
    ...{ tag: undefined, tagList: undefined, isAgain: false },
    ...{ enterLarge: undefined, decompress: undefined, limits: { ...walkLimits, walkNodesMax } },
  };
  const scheduler = { isClosed: () => isClosed, isRestricted: () => isClosed };
  const made = createFactEmitter(scope, scheduler, (fact) => facts.push(fact));
  return { ...made, facts, primary };
}

const question = { about: digestOf(1), question: 'tags', source: 'manifest' } as const;

test('a node that adds nothing is not emitted again', () => {
  const { emit, facts } = emitter();
  const read = nodeOf(1, { state: 'loaded', tags: ['1.0'] });
  expect([emit.node(read), emit.node(nodeOf(1))]).toEqual([true, true]);
  expect(facts).toEqual([{ type: 'node', node: read }]);
});

test('a node that another repository holds says where it lies', () => {
  const { emit, known, primary } = emitter();
  const other = { ...primary, repository: 'team/signatures' };
  emit.node(nodeOf(1), other);
  expect(known.handleOf(digestOf(1))).toBe(other);
  expect(known.handleOf(digestOf(2))).toBe(primary);
});

test('beyond the bound of nodes a limit is emitted once, and no node', () => {
  const { emit, facts, known } = emitter({ walkNodesMax: 1 });
  expect([emit.node(nodeOf(1)), emit.node(nodeOf(2)), emit.node(nodeOf(3))]).toEqual([true, false, false]);
  expect(facts.filter(({ type }) => type === 'limit')).toHaveLength(1);
  expect([known.has(digestOf(2)), known.isComplete()]).toEqual([false, false]);
});

test('a question that stays open makes the walk incomplete, an API that is not there does not', () => {
  for (const [code, isComplete] of [
    ['timeout', false],
    ['unsupported', true],
  ] as const) {
    const { emit, known } = emitter();
    emit.unknown(question, { reason: 'It said nothing.', code });
    expect(known.isComplete()).toBe(isComplete);
  }
});

test('what a stopped walk gave up is no answer, and a registry that asks to wait is a limit', () => {
  const stopped = emitter({ isClosed: true });
  stopped.emit.unknown(question, { reason: 'The walk was stopped.', code: 'cancelled' });
  expect(stopped.facts).toEqual([]);
  const { emit, facts } = emitter();
  emit.unknown(question, { reason: 'Wait.', code: 'rate-limited', retryAfterSeconds: 30 });
  expect(facts.map(({ type }) => type)).toEqual(['answer', 'limit']);
});

test('a signature is compared again with each thing that it is found to hang on', () => {
  const { emit, facts } = emitter();
  emit.node(nodeOf(3, { kind: 'signature', binding: { state: 'unknown', names: [digestOf(1)] } }));
  emit.edge(digestOf(3), 'subject', digestOf(1), 'cosign-tags');
  const last = facts.findLast((fact) => fact.type === 'node');
  expect(last?.type === 'node' ? last.node.binding?.state : undefined).toBe('matches');
});
