import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { walkLimits, walkOptions, walkToEnd } from '#e2e/fakes/walk-to-end';
import { walk } from '#lib/discovery/walk/walk';
import type { Descriptor } from '#lib/oci/descriptor';
import { RegistryError } from '#lib/registry/registry-error';

const sbom = 'application/spdx+json';

function chain(store: FakeStore, length: number): readonly Descriptor[] {
  const links = [store.image('app', { tag: '1.0' })];
  for (let at = 1; at <= length; at++)
    links.push(store.refer(links.at(-1) ?? store.image(''), sbom, `${at}`));
  return links;
}

test('an index of ten thousand entries is listed without a request for each', async () => {
  const store = createFakeStore();
  const entries = Array.from({ length: 10_000 }, (_, at) => store.image(`entry ${at}`));
  store.index(entries, { tag: '1.0' });
  const client = createFakeClient(store, {
    listReferrers: async () => ({ support: 'supported', descriptors: [], filtered: false }),
  });
  const limits = { ...walkLimits, walkNodesMax: 50_000 };
  const graph = await walkToEnd(client, '1.0', { limits });
  expect(graph.nodes.size).toBe(10_001);
  expect(client.calls).toHaveLength(7);
  expect(graph.complete).toBe(true);
});

test('a graph with too many nodes stops at the limit, says so and draws no edge into nothing', async () => {
  const store = createFakeStore();
  store.index([store.image('one'), store.image('two'), store.image('three')], { tag: '1.0' });
  const limits = { ...walkLimits, walkNodesMax: 3 };
  const graph = await walkToEnd(createFakeClient(store), '1.0', { limits });
  expect(graph.nodes.size).toBe(3);
  expect([...graph.edges.values()].every((edge) => graph.nodes.has(edge.to))).toBe(true);
  expect(graph.limits).toEqual(['There are more than 3 nodes; the rest is left out.']);
  expect(graph.complete).toBe(false);
});

test('a walk of some steps that reaches its depth is complete', async () => {
  const store = createFakeStore();
  chain(store, 4);
  const graph = await walkToEnd(createFakeClient(store), '1.0', { depth: 2 });
  expect(graph.nodes.size).toBe(3);
  expect(graph.complete).toBe(true);
});

test('a graph that is deeper than any walk may go says so', async () => {
  const store = createFakeStore();
  chain(store, 4);
  const limits = { ...walkLimits, walkDepthMax: 2 };
  const graph = await walkToEnd(createFakeClient(store), '1.0', { depth: 2, limits });
  expect(graph.limits).toEqual(['The walk goes no deeper than 2 steps.']);
  expect(graph.complete).toBe(false);
});

test('a chain of subjects is followed upward no further than a walk may go', async () => {
  const store = createFakeStore();
  const links = chain(store, 4);
  store.tags.set('top', links.at(-1)?.digest ?? '');
  const limits = { ...walkLimits, walkDepthMax: 2 };
  const graph = await walkToEnd(createFakeClient(store), 'top', { limits });
  expect(graph.nodes.size).toBe(3);
  expect(graph.limits).toEqual(['The chain of subjects is longer than 2.']);
});

test('a walk that takes too long ends with what it has', async () => {
  const store = createFakeStore();
  const image = store.image('app', { tag: '1.0' });
  const client = createFakeClient(store, {
    listReferrers: (_repository, _subject, options) =>
      new Promise((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () =>
          reject(new RegistryError('cancelled', 'fake.test', 'Cancelled.')),
        );
      }),
  });
  const limits = { ...walkLimits, walkMilliseconds: 5 };
  const graph = await walkToEnd(client, '1.0', { limits });
  expect([...graph.nodes.keys()]).toEqual([image.digest]);
  expect(graph.limits).toEqual(['The walk stopped after 0 seconds.']);
  expect(graph.complete).toBe(false);
});

test('after the registry asked to wait only what is under way is finished', async () => {
  const store = createFakeStore();
  const entries = Array.from({ length: 50 }, (_, at) => store.image(`entry ${at}`));
  store.index(entries, { tag: '1.0' });
  const honest = createFakeClient(store);
  const client = {
    ...honest,
    listReferrers: async (...[repository, subject]: Parameters<typeof honest.listReferrers>) => {
      if (honest.calls.filter((call) => call.startsWith('referrers')).length > 0) {
        throw new RegistryError('rate-limited', 'fake.test', 'Wait.', { retryAfterSeconds: 30 });
      }
      return await honest.listReferrers(repository, subject);
    },
  };
  const graph = await walkToEnd(client, '1.0', { depth: 2 });
  const waiting = [...graph.answers.values()].filter(
    (answer) => answer.state === 'unknown' && answer.retryAfterSeconds === 30,
  );
  expect(waiting.length).toBeGreaterThan(0);
  expect(waiting.length).toBeLessThanOrEqual(walkLimits.walkRequestsMax);
  // Each entry read, and the first of their referrers; asked for all, there were fifty more.
  expect(honest.calls.length).toBeLessThan(60);
  expect(graph.limits).toEqual(['The registry limits requests, so the walk stopped here.']);
});

test('a reader who leaves stops the requests', async () => {
  const store = createFakeStore();
  store.image('app', { tag: '1.0' });
  const signals: (AbortSignal | undefined)[] = [];
  const client = createFakeClient(store, {
    listReferrers: (_repository, _subject, options) => {
      signals.push(options?.signal);
      return new Promise(() => {});
    },
  });
  for await (const facts of walk(walkOptions(client, '1.0'))) {
    if (facts.some(({ type }) => type === 'answer')) break;
  }
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
});

test('a fault of our own is not taken for an answer', async () => {
  const store = createFakeStore();
  store.image('app', { tag: '1.0' });
  const client = createFakeClient(store, { listReferrers: () => Promise.reject(new TypeError('a bug')) });
  await expect(walkToEnd(client, '1.0')).rejects.toThrow('a bug');
});

test('a walk that becomes large waits for its place, and leaves it at its end', async () => {
  const store = createFakeStore();
  const app = store.image('app', { tag: '1.0' });
  for (const name of ['one', 'two', 'three']) store.refer(app, 'application/x', name);
  const limits = { ...walkLimits, largeWalkNodes: 2 };
  const letIn = Promise.withResolvers<void>();
  const events: string[] = [];
  const enterLarge = async () => {
    events.push('asked');
    await letIn.promise;
    return () => void events.push('left');
  };
  const facts = walk(walkOptions(createFakeClient(store), '1.0', { limits, enterLarge }));
  const nodes = new Set<string>();
  for await (const batch of facts) {
    for (const fact of batch) if (fact.type === 'node') nodes.add(fact.node.digest);
    if (batch.some(({ type }) => type === 'root')) {
      events.push(`${nodes.size} known`);
      letIn.resolve();
    }
  }
  expect(events.toSorted()).toEqual(['1 known', 'asked', 'left']);
  expect(nodes.size).toBe(4);
});

test('a walk that stays small asks for no such place', async () => {
  const store = createFakeStore();
  store.image('app', { tag: '1.0' });
  const enterLarge = () => Promise.reject(new Error('asked'));
  const graph = await walkToEnd(createFakeClient(store), '1.0', { enterLarge });
  expect(graph.complete).toBe(true);
});
