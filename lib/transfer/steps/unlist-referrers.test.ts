import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ManifestDocument, ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { listReferrersStep } from '#lib/transfer/steps/list-referrers';
import { unlistReferrersStep } from '#lib/transfer/steps/unlist-referrers';

const at = { registry: 'registry.example', repository: 'acme/app' };
const name = at.repository;
const subject = digestOf('subject');
const tag = referrersTag(subject);
const noApi: FaultRule = { path: /\/referrers\//, fault: { kind: 'answer', status: 404 } };
const noDelete: FaultRule = { method: 'DELETE', path: /./, fault: { kind: 'answer', status: 405 } };

const referrer = (text: string): ContentDescriptor => ({
  mediaType: mediaTypes.ociManifest,
  digest: digestOf(text),
  size: text.length,
  artifactType: 'application/vnd.example.sbom',
});
const list = (entries: readonly ContentDescriptor[]): ManifestDocument => ({
  schemaVersion: 2,
  mediaType: mediaTypes.ociIndex,
  manifests: entries,
});
const listing = (...referrers: readonly ContentDescriptor[]) =>
  ({ verb: 'list-referrers', at, subject, referrers }) as const;
const unlisting = (...referrers: readonly ContentDescriptor[]) =>
  ({ verb: 'unlist-referrers', at, subject, referrers: referrers.map(({ digest }) => digest) }) as const;

async function open(rules: readonly FaultRule[] = [noApi]) {
  const registry = await openScratchRegistry();
  await registry.pushBlob(name, '{}');
  const handle = createFaultRegistry(registry.handle, rules);
  return Object.assign(registry, { context: testStepContext(clientOver(at.registry, handle)) });
}
async function listed(registry: ScratchRegistry): Promise<readonly string[] | undefined> {
  const answer = await registry.ask('GET', `${name}/manifests/${tag}`);
  if (answer.status === 404) return undefined;
  return JSON.parse(await answer.text()).manifests.map((entry: ContentDescriptor) => entry.digest);
}
const manifestsOf = async ({ store }: ScratchRegistry) => (await store.find(name))?.index().manifests.size;

describe('unlisting referrers', () => {
  test('leaves the others, and removes the list with the last', async () => {
    await using registry = await open();
    const { context } = registry;
    await listReferrersStep(listing(referrer('a'), referrer('b')), context);
    expect(await unlistReferrersStep(unlisting(referrer('a')), context)).toEqual({ state: 'done' });
    expect(await listed(registry)).toEqual([digestOf('b')]);
    expect(await unlistReferrersStep(unlisting(referrer('b')), context)).toEqual({ state: 'done' });
    expect(await listed(registry)).toBeUndefined();
    expect(await manifestsOf(registry)).toBe(0);
    expect(await unlistReferrersStep(unlisting(referrer('b')), context)).toMatchObject({ state: 'skipped' });
  });

  test('with the last of them takes the tag alone where another one points to the list', async () => {
    await using registry = await open();
    const one = referrer('one');
    await registry.pushManifest(name, list([one]), tag);
    await registry.pushManifest(name, list([one]), 'kept-by-hand');
    await unlistReferrersStep(unlisting(one), registry.context);
    expect(await listed(registry)).toBeUndefined();
    expect((await registry.ask('HEAD', `${name}/manifests/kept-by-hand`)).status).toBe(200);
  });

  test('removes the tag and then the list where tags must go first', async () => {
    const tagsFirst: FaultRule = {
      method: 'DELETE',
      path: /sha256:/,
      fault: { kind: 'answer', status: 400 },
      times: 1,
    };
    await using registry = await open([noApi, tagsFirst]);
    await listReferrersStep(listing(referrer('a')), registry.context);
    await unlistReferrersStep(unlisting(referrer('a')), registry.context);
    expect(await listed(registry)).toBeUndefined();
    expect(await manifestsOf(registry)).toBe(0);
  });

  test('leaves an empty list where nothing may be deleted', async () => {
    await using registry = await open([noApi, noDelete]);
    await listReferrersStep(listing(referrer('a')), registry.context);
    await unlistReferrersStep(unlisting(referrer('a')), registry.context);
    expect(await listed(registry)).toEqual([]);
  });

  test('does not take GitLab’s alias of a digest for a list', async () => {
    await using registry = await openScratchRegistry();
    const own = await registry.pushManifest(name, list([referrer('platform')]));
    const handle: ScratchRegistry['handle'] = (request) => {
      const url = new URL(request.url);
      url.pathname = url.pathname.replace(referrersTag(own), own);
      return registry.handle(new Request(url, request));
    };
    const context = testStepContext(clientOver(at.registry, createFaultRegistry(handle, [noApi])));
    const work = { ...unlisting(referrer('platform')), subject: own };
    expect(await unlistReferrersStep(work, context)).toMatchObject({ state: 'skipped' });
    expect((await registry.ask('HEAD', `${name}/manifests/${own}`)).status).toBe(200);
  });

  test('is skipped where something else is under that tag', async () => {
    await using registry = await open();
    await registry.pushManifest(name, artifactManifest(), tag);
    const outcome = await unlistReferrersStep(unlisting(referrer('a')), registry.context);
    expect(outcome).toEqual({ state: 'skipped', reason: `The tag ${tag} is no list of referrers.` });
  });
});
