import { expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { ContentDescriptor } from '#lib/transfer/plan';
import type { StepContext } from '#lib/transfer/step-context';
import { addToList, removeFromList } from './edit-referrers-list.ts';
import { updateReferrersTag } from './update-referrers-tag.ts';

const at = { registry: 'registry.example', repository: 'acme/app' };
const subject = digestOf('subject');
const target = { at, subject };
const tag = referrersTag(subject);

const referrer = (text: string): ContentDescriptor => ({
  mediaType: mediaTypes.ociManifest,
  digest: digestOf(text),
  size: text.length,
});

async function open(rules: readonly FaultRule[] = [], more: Partial<StepContext> = {}) {
  const registry = await openScratchRegistry();
  await registry.pushBlob(at.repository, '{}');
  const handle = createFaultRegistry(registry.handle, rules);
  return Object.assign(registry, { context: testStepContext(clientOver(at.registry, handle), more) });
}
async function listed(registry: ScratchRegistry): Promise<readonly string[] | undefined> {
  const response = await registry.ask('GET', `${at.repository}/manifests/${tag}`);
  if (response.status === 404) return undefined;
  return JSON.parse(await response.text()).manifests.map(({ digest }: ContentDescriptor) => digest);
}

test('a list is written, left alone when it is right, and replaced when it is not', async () => {
  await using registry = await open();
  const { context } = registry;
  const add = (text: string) => updateReferrersTag(target, addToList([referrer(text)]), context);
  expect(await add('a')).toEqual({ state: 'written', remaining: [] });
  expect(await add('a')).toEqual({ state: 'unchanged', remaining: [] });
  expect(await add('b')).toEqual({ state: 'written', remaining: [] });
  expect(new Set(await listed(registry))).toEqual(new Set([digestOf('a'), digestOf('b')]));
});

test('there is nothing to remove where there is no list', async () => {
  await using registry = await open();
  const remove = updateReferrersTag(target, removeFromList([digestOf('a')]), registry.context);
  expect(await remove).toEqual({ state: 'absent', remaining: [] });
});

test('another manifest under the tag stays', async () => {
  await using registry = await open();
  await registry.pushManifest(at.repository, artifactManifest(), tag);
  const update = updateReferrersTag(target, addToList([referrer('a')]), registry.context);
  expect(await update).toEqual({ state: 'no-list', remaining: [] });
});

test('the last entry takes the list with it', async () => {
  await using registry = await open();
  await updateReferrersTag(target, addToList([referrer('a')]), registry.context);
  await updateReferrersTag(target, removeFromList([digestOf('a')]), registry.context);
  expect(await listed(registry)).toBeUndefined();
});

test('a replaced list stays, and is named, where the tags cannot be listed', async () => {
  await using registry = await open([{ path: /tags\/list/, fault: { kind: 'answer', status: 403 } }]);
  await updateReferrersTag(target, addToList([referrer('a')]), registry.context);
  const before = await registry.ask('HEAD', `${at.repository}/manifests/${tag}`);
  const { remaining } = await updateReferrersTag(target, addToList([referrer('b')]), registry.context);
  expect(remaining).toEqual([before.headers.get('Docker-Content-Digest')]);
});

test('it waits longer before each further write against another client, and then gives up', async () => {
  const waits: number[] = [];
  await using registry = await openScratchRegistry();
  let strangers = 0;
  const client = clientOver(at.registry, async (request) => {
    const response = await registry.handle(request);
    if (request.method === 'PUT') {
      const manifests = [referrer(`stranger ${strangers++}`)];
      const list = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests };
      await registry.pushManifest(at.repository, list, tag);
    }
    return response;
  });
  const context = testStepContext(client, { delay: async (ms) => void waits.push(ms) });
  const update = updateReferrersTag(target, addToList([referrer('a')]), context);
  await expect(update).rejects.toMatchObject({ code: 'list-contended' });
  expect(strangers).toBe(5);
  expect(waits).toEqual([200, 400, 800, 1600]);
});
