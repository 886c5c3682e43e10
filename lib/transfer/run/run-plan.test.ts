import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { WritingClient } from '#e2e/fakes/test-client';
import { planOf, runToEnd, stillWorld, testContext } from '#e2e/fakes/test-run';
import { digestOf } from '#e2e/faults/scratch-registry';
import { RegistryError } from '#lib/registry/registry-error';
import { runLimits } from '#lib/transfer/limits';
import type { Step, StepWork } from '#lib/transfer/plan';
import type { RunEvent } from '#lib/transfer/record';
import { runPlan } from '#lib/transfer/run/run-plan';

const at = { registry: 'registry.example', repository: 'acme/app' };
const there = { registry: 'registry.example', repository: 'acme/there' };
const digest = digestOf('x');
const refused = new RegistryError('unavailable', at.registry, 'It has a fault.');

function step(id: string, work: StepWork, after: readonly string[] = []): Step {
  return { ...work, id, after, target: id, detail: '' };
}
const blob = (id: string, after: readonly string[] = [], size = 1) =>
  step(
    id,
    { verb: 'copy-blob', from: at, to: there, blob: { mediaType: 'a/b', digest: digestOf(id), size } },
    after,
  );
const untag = (id: string, after: readonly string[] = []) =>
  step(id, { verb: 'untag', at, tag: id, digest }, after);

/** A client that has every tag at one digest, and does what the test says of blobs and deletions. */
function clientOf(faults: Partial<WritingClient>): WritingClient {
  return createFakeClient(createFakeStore(), {
    resolveManifest: async () => ({ digest, mediaType: 'a/b', size: 1 }),
    pushBlob: async () => 'pushed',
    deleteManifest: async () => 'deleted',
    ...faults,
  });
}
const told = (events: readonly RunEvent[], state: string) =>
  events.flatMap((event) => (event.type === 'step' && event.state === state ? [event.id] : []));

describe('a run', () => {
  test('begins a step when all it waits for is done, and the ready ones in the order of the plan', async () => {
    const plan = planOf([blob('d', ['b', 'c']), blob('a'), blob('b', ['a']), blob('c')]);
    const { events, end } = await runToEnd(plan, testContext(clientOf({})), {}, { stepsAtOnce: 1 });
    expect(told(events, 'started')).toEqual(['a', 'b', 'c', 'd']);
    expect(end).toEqual({
      type: 'end',
      state: 'done',
      done: 4,
      skipped: 0,
      failed: 0,
      left: 0,
      bytes: 4,
      milliseconds: 0,
    });
  });

  test('never begins a step before those it waits for, in any graph', async () => {
    const graph = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(graph, fc.integer({ min: 1, max: 8 }), async (waits, stepsAtOnce) => {
        const steps = waits.map((after, index) =>
          blob(String(index), after.filter((other) => other < index).map(String)),
        );
        const { events, end } = await runToEnd(planOf(steps), testContext(clientOf({})), {}, { stepsAtOnce });
        const done = new Set<string>();
        for (const event of events) {
          if (event.type !== 'step') continue;
          if (event.state === 'done') done.add(event.id);
          const after = steps[Number(event.id)]?.after ?? [];
          if (event.state === 'started') expect(after.filter((id) => !done.has(id))).toEqual([]);
        }
        expect([end.state, end.done]).toEqual(['done', steps.length]);
      }),
    );
  });

  test('copies few large blobs at once, while other steps go on', async () => {
    let running = 0;
    let most = 0;
    const client = clientOf({
      pushBlob: async (_, { size }) => {
        if (size === 1) return 'present';
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return 'pushed';
      },
    });
    const large = Array.from({ length: 6 }, (_, index) => blob(`large ${index}`, [], 10));
    const limits = { largeBytes: 5, largeBlobsAtOnce: 2 };
    const { events } = await runToEnd(planOf([...large, blob('small')]), testContext(client), {}, limits);
    expect(most).toBe(2);
    expect(told(events, 'started').slice(0, 3)).toEqual(['large 0', 'large 1', 'small']);
    expect(told(events, 'skipped')).toEqual(['small']);
  });

  test('does not repeat what is done, and repeats what was begun or failed', async () => {
    const plan = planOf([blob('a'), blob('b', ['a']), blob('c', ['b']), blob('d')]);
    const known = {
      a: { state: 'done', bytes: 7 },
      b: { state: 'skipped' },
      c: { state: 'started' },
      d: { state: 'failed', reason: 'no' },
    } as const;
    const { events, end } = await runToEnd(plan, testContext(clientOf({})), known);
    expect(told(events, 'started')).toEqual(['c', 'd']);
    expect(end).toMatchObject({ state: 'done', done: 3, skipped: 1, failed: 0, bytes: 9 });
  });

  test('checks again what an earlier run has checked, before it removes anything more', async () => {
    const deleted: string[] = [];
    const client = clientOf({
      resolveManifest: async () => {
        throw new RegistryError('not-found', 'registry.example', 'It is not there.');
      },
      deleteManifest: async (_, tag) => {
        deleted.push(tag);
        return 'deleted';
      },
    });
    const check: Step = {
      ...{ verb: 'verify', at: { registry: 'registry.example', repository: 'acme/copy' } },
      ...{ manifests: [digest], tags: [], id: 'check', after: [], target: '', detail: '' },
    };
    const plan = planOf([check, { ...untag('a'), after: ['check'] }]);
    const { end, steps } = await runToEnd(plan, testContext(client), { check: { state: 'done' } });
    expect(steps.check?.code).toBe('verify-failed');
    expect(end).toMatchObject({ state: 'failed', failed: 1, left: 1 });
    expect(deleted).toEqual([]);
  });

  test('goes on beside a step that fails, and not behind it', async () => {
    const client = clientOf({
      pushBlob: async (_, pushed) => {
        if (pushed.digest === digestOf('a')) throw refused;
        return 'pushed';
      },
    });
    const plan = planOf([blob('a'), blob('b', ['a']), blob('c'), blob('d', ['c'])]);
    const { events, steps, end } = await runToEnd(plan, testContext(client));
    expect(told(events, 'done')).toEqual(['c', 'd']);
    expect(steps.a).toEqual({ state: 'failed', code: 'unavailable', reason: 'It has a fault.' });
    expect(end).toMatchObject({ state: 'failed', done: 2, failed: 1, left: 1 });
  });

  test('removes nothing further after a failure', async () => {
    const client = clientOf({
      getManifestBytes: async () => ({ bytes: new Uint8Array(), digest, mediaType: 'a/b', verified: true }),
      deleteManifest: async (_, tag) => {
        if (tag === 'b') throw refused;
        return 'deleted';
      },
    });
    const plan = planOf([untag('a'), untag('b'), untag('c'), untag('d'), blob('e')]);
    const { events, end } = await runToEnd(plan, testContext(client), {}, { stepsAtOnce: 1 });
    expect(told(events, 'done')).toEqual(['a', 'e']);
    expect(end).toMatchObject({ state: 'failed', failed: 1, left: 2 });
  });

  test('is stopped by a step that finds the plan outdated, with the sentence of what changed', async () => {
    const moved = digestOf('moved');
    const client = clientOf({
      resolveManifest: async (_, tag) => ({
        digest: tag === 'b' ? moved : digest,
        mediaType: 'a/b',
        size: 1,
      }),
      getManifestBytes: async () => ({
        bytes: new TextEncoder().encode('{}'),
        digest: moved,
        mediaType: 'a/b',
        verified: true,
      }),
    });
    const plan = planOf([untag('a'), untag('b'), blob('c')]);
    const { end } = await runToEnd(plan, testContext(client), {}, { stepsAtOnce: 1 });
    expect(end).toMatchObject({
      state: 'stopped',
      code: 'plan-outdated',
      reason: `The tag b was moved to ${moved} after the plan was made.`,
      done: 1,
      left: 1,
    });
  });

  test('that is cancelled leaves no step begun, and tells its end', async () => {
    const cancel = new AbortController();
    const client = clientOf({
      pushBlob: (_, pushed, __, { signal } = {}) =>
        new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(refused));
          if (pushed.digest === digestOf('a')) resolve('pushed');
          else cancel.abort();
        }),
    });
    const plan = planOf([blob('a'), blob('b'), blob('c'), blob('d', ['c'])]);
    const context = testContext(client, { signal: cancel.signal });
    const { steps, end } = await runToEnd(plan, context, {}, { stepsAtOnce: 2 });
    expect(Object.values(steps).map(({ state }) => state)).not.toContain('started');
    expect(end).toMatchObject({ state: 'cancelled', done: 1, failed: 0, left: 3 });
  });

  test('that nobody reads any further ends what it has begun', async () => {
    let aborted = 0;
    const client = clientOf({
      pushBlob: (_, __, ___, { signal } = {}) =>
        new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => {
            aborted += 1;
            reject(refused);
          }),
        ),
    });
    const plan = planOf([blob('a'), blob('b')]);
    for await (const batch of runPlan(plan, {}, testContext(client), runLimits, stillWorld)) {
      if (batch.length > 0) break;
    }
    expect(aborted).toBe(2);
  });

  test('begins nothing further while what it told is not read', async () => {
    let begun = 0;
    const client = clientOf({
      pushBlob: async () => {
        begun += 1;
        return 'pushed';
      },
    });
    const plan = planOf(Array.from({ length: 100 }, (_, index) => blob(String(index))));
    const limits = { ...runLimits, eventsWaitingMax: 10 };
    const run = runPlan(plan, {}, testContext(client), limits, stillWorld);
    await run.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toBeLessThan(40);
    await run.return();
  });

  test('tells of bytes a few times a second, and no more', async () => {
    let now = 0;
    const client = clientOf({
      pushBlob: async (_, __, ___, { onBytes } = {}) => {
        for (let bytes = 1; bytes <= 10; bytes++) {
          now += 100;
          onBytes?.(bytes);
        }
        return 'pushed';
      },
    });
    const world = { ...stillWorld, now: () => now };
    const { events, end } = await runToEnd(planOf([blob('a')]), testContext(client), {}, {}, world);
    const bytes = events.flatMap((event) => (event.type === 'progress' ? [event.bytes] : []));
    expect(bytes).toEqual([3, 6, 9]);
    expect(end.milliseconds).toBe(1000);
  });

  test('forgets what is remembered of a repository that a step changed, also by failing', async () => {
    const forgotten: string[] = [];
    const client = clientOf({
      pushBlob: async (_, { digest: pushed }) => {
        if (pushed === digestOf('a')) throw refused;
        return pushed === digestOf('b') ? 'present' : 'mounted';
      },
    });
    const forget = ({ repository }: { repository: string }) => forgotten.push(repository);
    await runToEnd(planOf([blob('a'), blob('b'), blob('c')]), testContext(client, { forget }));
    expect(forgotten).toEqual(['acme/there', 'acme/there']);
  });

  test('hands on an error that nobody foresaw, and keeps its words from the record', async () => {
    const errors: unknown[] = [];
    const bug = new TypeError('secret');
    const client = clientOf({ pushBlob: () => Promise.reject(bug) });
    const world = { ...stillWorld, onError: (error: unknown) => errors.push(error) };
    const { steps } = await runToEnd(planOf([blob('a')]), testContext(client), {}, {}, world);
    expect(steps.a).toMatchObject({ state: 'failed', code: 'internal' });
    expect([errors, JSON.stringify(steps)]).toEqual([[bug], expect.not.stringContaining('secret')]);
  });

  test.each([
    ['wait for each other', [blob('a', ['b']), blob('b', ['a'])]],
    ['wait for a step that is not there', [blob('a', ['nowhere'])]],
  ])('ends as failed when its steps %s', async (_, steps) => {
    const { end } = await runToEnd(planOf(steps), testContext(clientOf({})));
    expect(end).toMatchObject({ state: 'failed', code: 'internal', left: steps.length });
  });

  test('of 20,000 steps looks at each dependency a bounded number of times', async () => {
    let reads = 0;
    const counted = (id: string, after: readonly string[]): Step => ({
      ...blob(id),
      get after() {
        reads += 1;
        return after;
      },
    });
    const layer = (name: string, behind: readonly string[]) =>
      Array.from({ length: 9999 }, (_, index) => counted(`${name} ${index}`, behind));
    const steps = [
      counted('first', []),
      ...layer('a', ['first']),
      ...layer('b', ['a 5', 'first']),
      counted('last', ['b 1']),
    ];
    const { end } = await runToEnd(planOf(steps), testContext(clientOf({})));
    expect(end).toMatchObject({ state: 'done', done: 20_000 });
    expect(reads).toBe(20_000);
  });
});
