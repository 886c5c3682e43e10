import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeCaller, fakeParts } from '#e2e/fakes/fake-changes';
import { stillWorld } from '#e2e/fakes/test-run';
import { connectionOver } from '#e2e/faults/client-over';
import { droppingRegistry } from '#e2e/faults/dropping-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { createKeyedMutex } from '#lib/async/mutex';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { WritePermit } from '#lib/registry/writes/write-permit';
import { openJournal } from '#lib/server/plans/journal/open-journal';
import { runLimits } from '#lib/transfer/limits';
import type { StepWork } from '#lib/transfer/plan';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';
import { runPlan } from '#lib/transfer/run/run-plan';
import { createChanges } from './changes.ts';

type Handle = ScratchRegistry['handle'];
type Content = Awaited<ReturnType<typeof fill>>;

const at = { registry: 'registry.example', repository: 'acme/app' };
const name = at.repository;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-put-back-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Two tags: 1.0 is an artifact, 2.0 an index whose only entry has no tag. */
async function fill(registry: ScratchRegistry) {
  await registry.pushBlob(name, '{}');
  const one = await registry.pushManifest(name, artifactManifest({ annotations: { text: 'one' } }), '1.0');
  const document = artifactManifest({ annotations: { text: 'part' } });
  const part = await registry.pushManifest(name, document);
  const entry = { mediaType: document.mediaType, digest: part, size: JSON.stringify(document).length };
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [entry] };
  return { one, part, index: await registry.pushManifest(name, index, '2.0') };
}

const moves: Readonly<Record<string, (content: Content) => StepWork>> = {
  'moves a tag': ({ one, index }) => ({ verb: 'tag', at, tag: '2.0', digest: one, was: index }),
  'removes a tag': ({ index }) => ({ verb: 'untag', at, tag: '2.0', digest: index }),
  'removes a tag by way of a placeholder': ({ index }) => ({
    verb: 'untag-by-placeholder',
    at,
    tag: '2.0',
    digest: index,
  }),
};

/** One process: changes over the journal in the folder. */
function startProcess(handle: Handle, work: StepWork) {
  const journal = openJournal(join(folder, 'journal.db'), () => 0);
  const step = { ...work, id: 'a', after: [], target: `${at.registry}/${name}:2.0`, detail: '' };
  const { parts } = fakeParts({ journal, plan: { steps: [step] } });
  const connection = connectionOver(at.registry, handle);
  const changes = createChanges({
    ...parts,
    recheckPlan,
    runPlan: (plan, known, context) => runPlan(plan, known, context, runLimits, stillWorld),
    runContext: (_, { signal, record }) => ({
      client: () => connection.client(),
      recorder: {
        begin: async (begun, kept) => {
          const permit = await WritePermit.after(() => record(begun, kept));
          return () => connection.writer(permit);
        },
      },
      upload: async () => undefined,
      archive: async () => 0,
      withLock: createKeyedMutex(),
      forget: () => {},
      signal,
    }),
  });
  const caller = fakeCaller();
  return {
    plan: async () => {
      const request = { action: 'delete', ref: 'x/y:1.0', scope: 'tag' } as const;
      return (await changes.plan(caller, request, new AbortController().signal)).id;
    },
    run: async (id: string) => {
      const events = [];
      for await (const batch of await changes.run(caller, id, undefined)) events.push(...batch);
      return events.at(-1);
    },
    find: async (id: string) => await changes.find(caller, id),
  };
}

/** Nothing is heard of the n-th write and all after it; `killed` resolves once it has come. */
function killedAt(nth: number, handle: Handle, isDone: boolean) {
  const killed = Promise.withResolvers<void>();
  let writes = 0;
  const dying: Handle = async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') writes += 1;
    if (writes < nth) return await handle(request);
    if (writes === nth && isDone) await handle(request);
    killed.resolve();
    return await new Promise<never>(() => {});
  };
  return { handle: dying, killed: killed.promise };
}

async function manifestsOf({ store }: ScratchRegistry): Promise<readonly Digest[]> {
  return [...((await store.find(name))?.index().manifests.keys() ?? [])];
}

const cases = Object.entries(moves).flatMap(([move, work]) =>
  [1, 2, 3, 4, 5].flatMap((nth) =>
    [false, true].map((isDone) => ({ move, work, nth, isDone, when: isDone ? 'after' : 'before' })),
  ),
);

test.for(cases)(
  'a process that $move and is killed $when write $nth loses nothing: the next run puts it back',
  async ({ work, nth, isDone }) => {
    await using registry = await openScratchRegistry();
    const content = await fill(registry);
    const dropping = droppingRegistry(registry, name);
    const dying = killedAt(nth, dropping, isDone);
    const first = startProcess(dying.handle, work(content));
    const id = await first.plan();
    await Promise.race([first.run(id), dying.killed]);

    const second = startProcess(dropping, work(content));
    expect(await second.run(id)).toMatchObject({ type: 'end', state: 'done' });
    expect(await manifestsOf(registry)).toEqual(expect.arrayContaining(Object.values(content)));
    const tags = Object.fromEntries((await registry.store.find(name))?.index().tags ?? []);
    expect(tags['2.0']).toBe(work(content).verb === 'tag' ? content.one : undefined);
  },
);

test('what was dropped is put back even where the plan no longer fits', async () => {
  await using registry = await openScratchRegistry();
  const content = await fill(registry);
  const dropping = droppingRegistry(registry, name);
  const dying = killedAt(1, dropping, true);
  const work: StepWork = { verb: 'tag', at, tag: '2.0', digest: content.one, was: content.index };
  const first = startProcess(dying.handle, work);
  const id = await first.plan();
  await Promise.race([first.run(id), dying.killed]);
  await registry.pushManifest(name, artifactManifest({ annotations: { text: 'newer' } }), '2.0');
  expect(await manifestsOf(registry)).not.toContain(content.index);

  const second = startProcess(dropping, work);
  expect(await second.run(id)).toMatchObject({ state: 'stopped', code: 'plan-outdated' });
  expect(await manifestsOf(registry)).toEqual(expect.arrayContaining(Object.values(content)));
  expect(await second.find(id)).toMatchObject({ state: 'stopped', code: 'plan-outdated' });
});
