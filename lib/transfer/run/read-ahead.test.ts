import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { WritingClient } from '#e2e/fakes/test-client';
import { planOf, runToEnd, testContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { RegistryError } from '#lib/registry/registry-error';
import { transferLimits } from '#lib/transfer/limits';
import type { Step } from '#lib/transfer/plan';

const from = { registry: 'source.example', repository: 'acme/app' };
const to = { registry: 'target.example', repository: 'acme/app' };

/** Copies a blob whose content is its name, or says that it has another size. */
function copyOf(text: string, size = text.length): Step {
  const blob = { mediaType: 'a/b', digest: digestOf(text), size };
  return { verb: 'copy-blob', id: text, from, to, blob, after: [], target: text, detail: '' };
}

const texts = ['a', 'b', 'c', 'd', 'e'];

/** A source and a target of which is noted, in turn, what was asked and what was sent. */
function openPair(
  over: {
    readonly read?: (text: string, signal: AbortSignal | undefined) => Promise<void>;
    readonly write?: (text: string) => Promise<void>;
  } = {},
) {
  const log: string[] = [];
  const textOf = (digest: string) => texts.find((text) => digestOf(text) === digest) ?? '?';
  const source = createFakeClient(createFakeStore(), {
    getBlob: async (_repository, digest, { signal } = {}) => {
      const text = textOf(digest);
      log.push(`read ${text}`);
      await over.read?.(text, signal);
      return { body: new Blob([text]).stream(), size: text.length, contentRange: undefined };
    },
  });
  const target = createFakeClient(createFakeStore(), {
    pushBlob: async (_repository, { digest }, open, options) => {
      const text = textOf(digest);
      await over.write?.(text);
      const bytes = await new Response(await open(options?.signal)).text();
      log.push(`write ${bytes}`);
      return 'pushed';
    },
  });
  const client = (registry: string): WritingClient => (registry === from.registry ? source : target);
  return { log, client };
}

const oneByOne = { stepsAtOnce: 1 };

test('the blobs of the next steps are read while one step writes, and each is read once', async () => {
  const written = Promise.withResolvers<void>();
  const { log, client } = openPair({
    write: async (text) => {
      if (text === 'a') await written.promise;
    },
    read: async (text) => {
      if (text === 'c') written.resolve();
    },
  });
  const { end } = await runToEnd(
    planOf(texts.map((text) => copyOf(text))),
    testContext(client),
    {},
    {
      ...oneByOne,
      readAhead: 2,
    },
  );
  expect(end).toMatchObject({ state: 'done', done: 5 });
  expect(log.slice(0, 4)).toEqual(['read b', 'read c', 'read a', 'write a']);
  expect(log.toSorted()).toEqual(texts.flatMap((text) => [`read ${text}`, `write ${text}`]).toSorted());
});

test('what waits is bounded by its bytes as well', async () => {
  const { log, client } = openPair();
  const steps = texts.map((text) => copyOf(text, 100));
  await runToEnd(planOf(steps), testContext(client), {}, { ...oneByOne, readAheadMaxBytes: 150 });
  expect(log.slice(0, 4)).toEqual(['read b', 'read a', 'write a', 'read c']);
});

test('a large blob, one that can be mounted and one that was begun before are left to their steps', async () => {
  const { log, client } = openPair();
  const steps = [
    copyOf('a'),
    copyOf('b', transferLimits.smallBlobMaxBytes + 1),
    { ...copyOf('c'), from: { ...to, repository: 'acme/other' } },
    copyOf('d'),
    copyOf('e'),
  ];
  await runToEnd(planOf(steps.slice(0, 2)), testContext(client), {}, oneByOne);
  expect(log).toEqual(['read a', 'write a', 'read b', 'write b']);
  log.length = 0;
  const known = { d: { state: 'failed' } } as const;
  const mounting = testContext((registry) => ({
    ...client(registry),
    ...(registry === to.registry ? { pushBlob: async () => 'mounted' as const } : {}),
  }));
  await runToEnd(planOf(steps.slice(2)), mounting, known, oneByOne);
  expect(log).toEqual(['read e']);
});

test('a blob that cannot be read ahead fails its own step and no other', async () => {
  const gone = new RegistryError('not-found', from.registry, 'It has no such blob.');
  const { log, client } = openPair({
    read: async (text) => {
      if (text === 'c') throw gone;
    },
  });
  const { steps, end } = await runToEnd(
    planOf(texts.map((text) => copyOf(text))),
    testContext(client),
    {},
    oneByOne,
  );
  expect(end).toMatchObject({ state: 'failed', done: 4, failed: 1 });
  expect(steps.c).toMatchObject({ state: 'failed', reason: expect.stringContaining('no such blob') });
  expect(log.filter((line) => line === 'read c')).toHaveLength(1);
});

test('a run that is cancelled drops what it reads ahead', async () => {
  const cancelled = new AbortController();
  const dropped: string[] = [];
  const { log, client } = openPair({
    write: async () => cancelled.abort(new Error('enough')),
    read: (text, signal) =>
      new Promise((_, reject) => {
        const drop = () => {
          dropped.push(text);
          reject(signal?.reason);
        };
        if (signal?.aborted) drop();
        else signal?.addEventListener('abort', drop, { once: true });
      }),
  });
  const plan = planOf(texts.map((text) => copyOf(text)));
  const context = { ...testContext(client), signal: cancelled.signal };
  const { end } = await runToEnd(plan, context, {}, { ...oneByOne, readAhead: 2 });
  expect(end).toMatchObject({ state: 'cancelled', left: 5 });
  expect(dropped.toSorted()).toEqual(['a', 'b', 'c']);
  expect(log.some((line) => line.startsWith('write'))).toBe(false);
});

test('bytes that are wrong are found out before any of them is sent', async () => {
  await using source = await openScratchRegistry();
  await using target = await openScratchRegistry();
  for (const text of texts) await source.pushBlob(from.repository, text);
  const wrong = { path: new RegExp(digestOf('d')), fault: { kind: 'flip', at: 0 } } as const;
  const registries = {
    [from.registry]: clientOver(from.registry, createFaultRegistry(source.handle, [wrong])),
    [to.registry]: clientOver(to.registry, target.handle),
  };
  const context = testContext((registry) => registries[registry] ?? openPair().client(registry));
  const { steps, end } = await runToEnd(planOf(texts.map((text) => copyOf(text))), context, {}, oneByOne);
  expect(end).toMatchObject({ done: 4, failed: 1 });
  expect(steps.d).toMatchObject({ state: 'failed', code: 'digest-mismatch' });
  expect((await target.ask('HEAD', `${to.repository}/blobs/${digestOf('d')}`)).status).toBe(404);
  expect((await target.ask('HEAD', `${to.repository}/blobs/${digestOf('e')}`)).status).toBe(200);
});
