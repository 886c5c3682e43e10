import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ManifestDocument, ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { createKeyedMutex } from '#lib/async/mutex';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { listReferrersStep, unlistReferrersStep } from './list-referrers.ts';

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

describe('listing referrers', () => {
  test('is the registry’s work where it has the API', async () => {
    await using registry = await open([]);
    const document = artifactManifest({
      subject: { mediaType: mediaTypes.ociManifest, digest: subject, size: 1 },
    });
    const digest = await registry.pushManifest(name, document);
    const outcome = await listReferrersStep(listing({ ...referrer(''), digest }), registry.context);
    expect(outcome).toEqual({ state: 'done', reason: 'The referrers API of the registry lists them.' });
    expect(await listed(registry)).toBeUndefined();
  });

  test('is ours where the registry has it and does not list them', async () => {
    await using registry = await open([]);
    const outcome = await listReferrersStep(listing(referrer('a')), registry.context);
    expect(outcome.reason).toMatch(/does not list them, so Orrery wrote the tag sha256-\w+/);
    expect(await listed(registry)).toEqual([digestOf('a')]);
  });

  test('is ours where we may not ask the API', async () => {
    await using registry = await open([{ path: /\/referrers\//, fault: { kind: 'answer', status: 403 } }]);
    const outcome = await listReferrersStep(listing(referrer('a')), registry.context);
    expect(outcome.reason).toMatch(/refuses access to its referrers API, so Orrery wrote the tag sha256-\w+/);
    expect(await listed(registry)).toEqual([digestOf('a')]);
  });

  test('adds to the referrers tag, leaves no list behind, and is skipped the second time', async () => {
    await using registry = await open();
    const { context } = registry;
    const outcome = await listReferrersStep(listing(referrer('a')), context);
    expect(outcome).toEqual({
      state: 'done',
      reason: `The registry has no referrers API, so Orrery wrote the tag ${tag}.`,
    });
    await listReferrersStep(listing(referrer('b'), referrer('c')), context);
    expect(new Set(await listed(registry))).toEqual(new Set(['a', 'b', 'c'].map((text) => digestOf(text))));
    expect(await manifestsOf(registry)).toBe(1);
    expect(await listReferrersStep(listing(referrer('b')), context)).toMatchObject({ state: 'skipped' });
  });

  test('keeps the list before where another tag points to it, and says so', async () => {
    await using registry = await open();
    const [one, two] = [referrer('one'), referrer('two')];
    const before = await registry.pushManifest(name, list([one]), tag);
    await registry.pushManifest(name, list([one]), 'kept-by-hand');
    const outcome = await listReferrersStep(listing(one, two), registry.context);
    expect(outcome.reason).toContain(`The list before it, ${before}, stays`);
    expect(await listed(registry)).toEqual([one.digest, two.digest].toSorted());
    expect((await registry.ask('HEAD', `${name}/manifests/kept-by-hand`)).status).toBe(200);
  });

  test('keeps the list before where there are too many tags to ask for', async () => {
    await using registry = await open();
    const [one, two] = [referrer('one'), referrer('two')];
    const before = await registry.pushManifest(name, list([one]), tag);
    for (let at = 0; at <= 50; at++) await registry.pushManifest(name, artifactManifest(), `t-${at}`);
    await listReferrersStep(listing(one, two), registry.context);
    expect((await registry.ask('HEAD', `${name}/manifests/${before}`)).status).toBe(200);
  });

  test('works where nothing may be deleted', async () => {
    await using registry = await open([noApi, noDelete]);
    await listReferrersStep(listing(referrer('a')), registry.context);
    await listReferrersStep(listing(referrer('b')), registry.context);
    expect(await listed(registry)).toHaveLength(2);
  });

  test('leaves something else under that tag alone', async () => {
    await using registry = await open();
    await registry.pushManifest(name, artifactManifest(), tag);
    const outcome = listReferrersStep(listing(referrer('a')), registry.context);
    await expect(outcome).rejects.toMatchObject({ code: 'list-unusable' });
  });

  test('keeps the entries of all who write at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), {
          minLength: 2,
          maxLength: 5,
        }),
        async (writers) => {
          await using registry = await open();
          const withLock = createKeyedMutex();
          const write = (texts: readonly string[]) =>
            listReferrersStep(listing(...texts.map(referrer)), { ...registry.context, withLock });
          await Promise.all(writers.map(write));
          const wanted = new Set(writers.flat().map((text) => digestOf(text)));
          expect(new Set(await listed(registry))).toEqual(wanted);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('writes again when a stranger’s write took its own away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), async (times) => {
        await using registry = await openScratchRegistry();
        let left = times;
        const handle: ScratchRegistry['handle'] = async (request) => {
          const answer = await registry.handle(request);
          if (request.method === 'PUT' && left-- > 0)
            await registry.pushManifest(name, list([referrer(`stranger ${left}`)]), tag);
          return answer;
        };
        const faulty = createFaultRegistry(handle, [noApi]);
        await listReferrersStep(listing(referrer('a')), testStepContext(clientOver(at.registry, faulty)));
        expect(new Set(await listed(registry))).toEqual(new Set([digestOf('a'), digestOf('stranger 0')]));
      }),
      { numRuns: 4 },
    );
  });

  test('gives up when the stranger never stops', async () => {
    await using registry = await openScratchRegistry();
    let count = 0;
    const handle: ScratchRegistry['handle'] = async (request) => {
      const answer = await registry.handle(request);
      if (request.method === 'PUT') {
        count += 1;
        await registry.pushManifest(name, list([referrer(`stranger ${count}`)]), tag);
      }
      return answer;
    };
    const context = testStepContext(clientOver(at.registry, createFaultRegistry(handle, [noApi])));
    const outcome = listReferrersStep(listing(referrer('a')), context);
    await expect(outcome).rejects.toMatchObject({ code: 'list-contended' });
    expect(count).toBe(5);
  });
});
const unlisting = (...referrers: readonly ContentDescriptor[]) =>
  ({ verb: 'unlist-referrers', at, subject, referrers: referrers.map(({ digest }) => digest) }) as const;

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
    expect(outcome).toEqual({ state: 'skipped', reason: `The tag ${tag} is not a list of referrers.` });
  });
});
