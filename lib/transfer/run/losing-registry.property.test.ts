import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surveyOver } from '#e2e/fakes/survey-over';
import { planOf, runToEnd, testContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import { inspectTarget } from '#lib/transfer/lookup/inspect-target';
import type { Plan } from '#lib/transfer/plan';
import { requiredContent, selectCopySet } from '#lib/transfer/planning/copy-set';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import { planCopy } from '#lib/transfer/planning/plan-copy';
import { planMove } from '#lib/transfer/planning/plan-move';

// A registry that acknowledges what it loses: nothing is deleted at the source before it has everything.
const source = { registry: 'source.example', repository: 'acme/cache' };
const target = { registry: 'target.example', repository: 'acme/copy' };

const texts = ['{}', 'layer', 'settings', 'notes'];
const blobOf = (text: string, mediaType: string) => ({
  mediaType,
  digest: digestOf(text),
  size: text.length,
});

/** An index of blobs, of an index of a blob, and of an image; a manifest among layers; referrers, one an index of a blob. */
async function fill(registry: ScratchRegistry) {
  const name = source.repository;
  for (const text of texts) await registry.pushBlob(name, text);
  const manifests: string[] = [];
  const push = async (document: Readonly<Record<string, unknown>>, tag?: string) => {
    const digest = await registry.pushManifest(name, document, tag);
    manifests.push(digest);
    const mediaType = String(document.mediaType);
    return { mediaType, digest, size: JSON.stringify(document).length };
  };
  const index = (entries: readonly unknown[], more: object = {}) => ({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries },
    ...more,
  });
  const image = await push(artifactManifest({ layers: [blobOf('layer', 'application/x-layer')] }));
  const inner = await push(index([blobOf('notes', 'text/plain')]));
  const holder = await push(artifactManifest({ layers: [image], annotations: { holds: 'a manifest' } }));
  const root = await push(
    index([blobOf('layer', 'application/octet-stream'), blobOf('settings', 'a/own'), inner, image, holder]),
    '1.0',
  );
  for (const at of ['one', 'two', 'three'])
    await push(artifactManifest({ subject: root, annotations: { at } }));
  await push(index([blobOf('notes', 'text/plain')], { subject: root }));
  return { root: root.digest, manifests, blobs: texts.map((text) => digestOf(text)) };
}

async function moveBetween(from: ScratchRegistry, to: ScratchRegistry): Promise<Plan> {
  const survey = await surveyOver(clientOver(source.registry, from.handle), { ...source, tag: '1.0' });
  const parcel = selectCopySet({ survey, tags: ['1.0'] }, { referrers: 'all' });
  const there = clientOver(target.registry, to.handle);
  const { signal } = new AbortController();
  const facts = await inspectTarget(there, target.repository, requiredContent([parcel], true), signal);
  const copy = planCopy({ title: 'Copy', copySets: [parcel], target: facts, isStrict: true });
  const request = { action: 'delete', ref: 'x', scope: 'graph', archive: false } as const;
  const draft = planMove('Move', copy, planDelete(survey, request, { deletesTags: true }));
  expect(draft.blockers).toEqual([]);
  return { ...planOf(draft.steps), ...draft };
}

/** Loses these, manifests and blobs, each time the tag is written, so many times. */
function losing(
  registry: ScratchRegistry,
  digests: readonly string[],
  times: number,
): ScratchRegistry['handle'] {
  let left = times;
  return async (request) => {
    const isTagged = request.method === 'PUT' && request.url.endsWith('/manifests/1.0');
    const answer = await registry.handle(request);
    if (!isTagged || left === 0) return answer;
    left -= 1;
    for (const digest of digests) {
      await registry.ask('DELETE', `${target.repository}/manifests/${digest}`);
      await rm(registry.store.blobPath(target.repository, digest as never), { force: true });
    }
    return answer;
  };
}

async function run(plan: Plan, from: ScratchRegistry, handle: ScratchRegistry['handle'], known = {}) {
  const clients = new Map([
    [source.registry, clientOver(source.registry, from.handle)],
    [target.registry, clientOver(target.registry, handle)],
  ]);
  const client = (registry: string) => clients.get(registry) ?? clientOver(registry, from.handle);
  return await runToEnd(plan, testContext(client), known, { stepsAtOnce: 4 });
}

async function whatIsThere(registry: ScratchRegistry, name: string, graph: Awaited<ReturnType<typeof fill>>) {
  const is = async (path: string) => (await registry.ask('HEAD', `${name}/${path}`)).status === 200;
  const manifests = await Promise.all(graph.manifests.map((digest) => is(`manifests/${digest}`)));
  const blobs = await Promise.all(graph.blobs.map((digest) => is(`blobs/${digest}`)));
  return { manifests: manifests.filter(Boolean).length, blobs: blobs.filter(Boolean).length };
}

const everything = { manifests: 8, blobs: 4 };

test('what a registry loses once is brought again, and only then the source is emptied', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), async (isLost) => {
      await using from = await openScratchRegistry();
      await using to = await openScratchRegistry();
      const graph = await fill(from);
      const lost = [...graph.manifests, ...graph.blobs].filter((_, at) => isLost[at]);
      const plan = await moveBetween(from, to);
      const { end } = await run(plan, from, losing(to, lost, 1));
      expect(end).toMatchObject({ state: 'done', failed: 0, left: 0 });
      expect(await whatIsThere(to, target.repository, graph)).toEqual(everything);
      expect((await whatIsThere(from, source.repository, graph)).manifests).toBe(0);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a registry that goes on losing anything keeps the source whole, until somebody goes on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(11), async (at) => {
      await using from = await openScratchRegistry();
      await using to = await openScratchRegistry();
      const graph = await fill(from);
      const plan = await moveBetween(from, to);
      const one = [...graph.manifests, ...graph.blobs][at] ?? graph.root;
      const { handle } = to;
      const broken: ScratchRegistry['handle'] = async (request) => {
        const isLooked = request.method === 'HEAD' && request.url.endsWith(one);
        return isLooked ? new Response(null, { status: 404 }) : await handle(request);
      };
      const first = await run(plan, from, broken);
      expect(first.end.state).toBe('failed');
      expect(await whatIsThere(from, source.repository, graph)).toEqual(everything);
      const second = await run(plan, from, handle, first.steps);
      expect(second.end.state).toBe('done');
      expect(await whatIsThere(to, target.repository, graph)).toEqual(everything);
    }),
    { numRuns: 12 },
  );
}, 60_000);
