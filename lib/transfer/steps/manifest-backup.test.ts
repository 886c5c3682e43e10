import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { droppingRegistry } from '#e2e/faults/dropping-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { Digest } from '#lib/oci/digest';
import type { StepContext } from '#lib/transfer/step-context';
import { tagStep } from './tag.ts';
import { untagByPlaceholderStep, untagStep } from './untag.ts';

const at = { registry: 'registry.example', repository: 'acme/app' };
const name = at.repository;
const thing = (text: string) => artifactManifest({ annotations: { text } });

/** A registry with one manifest under 1.0, and another under 2.0. */
async function open() {
  const registry = await openScratchRegistry();
  await registry.pushBlob(name, '{}');
  const one = await registry.pushManifest(name, thing('one'), '1.0');
  const two = await registry.pushManifest(name, thing('two'), '2.0');
  const context = testStepContext(clientOver(at.registry, registry.handle));
  return Object.assign(registry, { one, two, context });
}
const tagsOf = async ({ store }: ScratchRegistry) =>
  Object.fromEntries((await store.find(name))?.index().tags ?? []);
const manifestsOf = async ({ store }: ScratchRegistry) => [
  ...((await store.find(name))?.index().manifests.keys() ?? []),
];

describe('where the registry drops what loses its last tag', () => {
  test('a tag that moves leaves what it pointed to, with all that an index holds', async () => {
    await using registry = await open();
    const part = thing('part');
    const digest = await registry.pushManifest(name, part);
    const size = JSON.stringify(part).length;
    const manifests = [{ mediaType: part.mediaType, digest, size }];
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const index = await registry.pushManifest(name, { schemaVersion: 2, mediaType, manifests }, '3.0');
    const context = testStepContext(clientOver(at.registry, droppingRegistry(registry, name)));
    const outcome = await tagStep({ verb: 'tag', at, tag: '3.0', digest: registry.one, was: index }, context);
    expect(outcome.reason).toContain('pushed it again');
    expect(await tagsOf(registry)).toMatchObject({ '3.0': registry.one });
    expect(await manifestsOf(registry)).toEqual(expect.arrayContaining([index, digest]));
  });

  test('a tag that is removed leaves its manifest, in both ways', async () => {
    await using registry = await open();
    const { one, two } = registry;
    const context = testStepContext(clientOver(at.registry, droppingRegistry(registry, name)));
    const removed = await untagStep({ verb: 'untag', at, tag: '1.0', digest: one }, context);
    expect(removed.reason).toContain('pushed it again');
    const work = { verb: 'untag-by-placeholder', at, tag: '2.0', digest: two } as const;
    expect((await untagByPlaceholderStep(work, context)).reason).toContain('pushed it again');
    expect(await tagsOf(registry)).toEqual({});
    expect(await manifestsOf(registry)).toEqual(expect.arrayContaining([one, two]));
  });
});

describe('between the move of a tag and the putting back of what went with it', () => {
  const moves = {
    'setting a tag': (one: Digest, two: Digest, context: StepContext) =>
      tagStep({ verb: 'tag', at, tag: '2.0', digest: one, was: two }, context),
    'removing a tag': (_: Digest, two: Digest, context: StepContext) =>
      untagStep({ verb: 'untag', at, tag: '2.0', digest: two }, context),
    'removing a tag by way of a placeholder': (_: Digest, two: Digest, context: StepContext) =>
      untagByPlaceholderStep({ verb: 'untag-by-placeholder', at, tag: '2.0', digest: two }, context),
  };

  test.for(Object.entries(moves))('%s cannot be cancelled', async ([, move]) => {
    await using registry = await open();
    const { one, two } = registry;
    const cancel = new AbortController();
    const dropping = droppingRegistry(registry, name);
    const client = clientOver(at.registry, async (request) => {
      if (request.method === 'PUT' || request.method === 'DELETE') cancel.abort();
      return await dropping(request);
    });
    const outcome = await move(one, two, testStepContext(client, { signal: cancel.signal }));
    expect(outcome.reason).toContain('pushed it again');
    expect(await manifestsOf(registry)).toEqual(expect.arrayContaining([one, two]));
  });

  test.for(Object.entries(moves))('%s puts back also where the answer is lost', async ([, move]) => {
    await using registry = await open();
    const { one, two } = registry;
    const dropping = droppingRegistry(registry, name);
    const client = clientOver(at.registry, async (request) => {
      const isOfTag = request.url.endsWith('/manifests/2.0') && ['PUT', 'DELETE'].includes(request.method);
      const answer = await dropping(request);
      if (isOfTag) throw new Error('ECONNRESET');
      return answer;
    });
    await move(one, two, testStepContext(client)).catch(() => {});
    expect(await manifestsOf(registry)).toEqual(expect.arrayContaining([one, two]));
  });

  test.for(Object.entries(moves))('%s records all that may be dropped before', async ([, move]) => {
    await using registry = await open();
    const { one, two } = registry;
    const writes: string[] = [];
    const client = clientOver(at.registry, async (request) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') writes.push(request.method);
      return await registry.handle(request);
    });
    const refuse: StepContext['begin'] = async (kept = []) => {
      throw new Error(kept.map(({ digest }) => digest).join());
    };
    await expect(move(one, two, testStepContext(client, { begin: refuse }))).rejects.toThrow(two);
    expect(writes).toEqual([]);
  });
});
