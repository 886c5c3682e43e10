import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { droppingRegistry } from '#e2e/faults/dropping-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { Digest } from '#lib/oci/digest';
import { placeholderType } from '#lib/transfer/lookup/find-tag-state';
import type { StepContext } from '#lib/transfer/step-context';
import { tagStep } from '#lib/transfer/steps/tag';
import { untagStep } from '#lib/transfer/steps/untag';
import { untagByPlaceholderStep } from '#lib/transfer/steps/untag-by-placeholder';

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

describe('setting a tag', () => {
  test('moves it when it is where the plan found it', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    expect(await tagStep({ verb: 'tag', at, tag: '2.0', digest: one, was: two }, context)).toEqual({
      state: 'done',
    });
    expect(await tagStep({ verb: 'tag', at, tag: 'new', digest: two, was: null }, context)).toEqual({
      state: 'done',
    });
    expect(await tagsOf(registry)).toEqual({ '1.0': one, '2.0': one, new: two });
  });

  test('is skipped when it points there already', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    const outcome = await tagStep({ verb: 'tag', at, tag: '1.0', digest: one, was: two }, context);
    expect(outcome.state).toBe('skipped');
  });

  test('stops when the tag was moved, removed or made since', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    const set = (tag: string, was: typeof one | null) =>
      tagStep({ verb: 'tag', at, tag, digest: digestOf('new'), was }, context);
    await expect(set('1.0', two)).rejects.toThrow(
      `The tag 1.0 was moved to ${one} since the plan was shown.`,
    );
    await expect(set('gone', two)).rejects.toThrow('The tag gone was removed since the plan was shown.');
    await expect(set('1.0', null)).rejects.toThrow(`and points to ${one} now`);
  });

  test('fails when the registry takes the tag and does not set it', async () => {
    await using registry = await open();
    const { one, two } = registry;
    const deaf = createFaultRegistry(registry.handle, [
      { method: 'PUT', path: /2\.0/, fault: { kind: 'answer', status: 201 } },
    ]);
    const context = testStepContext(clientOver(at.registry, deaf));
    const set = tagStep({ verb: 'tag', at, tag: '2.0', digest: one, was: two }, context);
    await expect(set).rejects.toMatchObject({ code: 'tag-not-set' });
  });
});

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
    expect(outcome.reason).toContain('put back');
    expect(await tagsOf(registry)).toMatchObject({ '3.0': registry.one });
    expect(await manifestsOf(registry)).toEqual(expect.arrayContaining([index, digest]));
  });

  test('a tag that is removed leaves its manifest, in both ways', async () => {
    await using registry = await open();
    const { one, two } = registry;
    const context = testStepContext(clientOver(at.registry, droppingRegistry(registry, name)));
    const removed = await untagStep({ verb: 'untag', at, tag: '1.0', digest: one }, context);
    expect(removed.reason).toContain('put back');
    const work = { verb: 'untag-by-placeholder', at, tag: '2.0', digest: two } as const;
    expect((await untagByPlaceholderStep(work, context)).reason).toContain('put back');
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
    expect(outcome.reason).toContain('put back');
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

describe('removing a tag', () => {
  test('leaves the manifest and its other tags, and is skipped the second time', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    await registry.pushManifest(name, thing('one'), 'also');
    const work = { verb: 'untag', at, tag: '1.0', digest: one } as const;
    expect(await untagStep(work, context)).toEqual({ state: 'done' });
    expect(await tagsOf(registry)).toEqual({ '2.0': two, also: one });
    expect(await untagStep(work, context)).toMatchObject({ state: 'skipped' });
  });

  test('stops when the tag was moved', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    const work = { verb: 'untag', at, tag: '2.0', digest: one } as const;
    await expect(untagStep(work, context)).rejects.toThrow(`The tag 2.0 was moved to ${two}`);
  });
});

describe('removing a tag by way of a placeholder', () => {
  test('leaves the manifest and nothing of the placeholder', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    const work = { verb: 'untag-by-placeholder', at, tag: '1.0', digest: one } as const;
    expect(await untagByPlaceholderStep(work, context)).toEqual({ state: 'done' });
    expect(await tagsOf(registry)).toEqual({ '2.0': two });
    expect(new Set(await manifestsOf(registry))).toEqual(new Set([one, two]));
    expect(await untagByPlaceholderStep(work, context)).toMatchObject({ state: 'skipped' });
  });

  test('is taken up where it broke off', async () => {
    await using registry = await open();
    const { one, two, context } = registry;
    const work = { verb: 'untag-by-placeholder', at, tag: '1.0', digest: one } as const;
    const broken = createFaultRegistry(registry.handle, [
      { method: 'DELETE', path: /./, fault: { kind: 'answer', status: 500 } },
    ]);
    await expect(
      untagByPlaceholderStep(work, testStepContext(clientOver(at.registry, broken))),
    ).rejects.toThrow();
    expect((await tagsOf(registry))['1.0']).not.toBe(one);
    expect(await untagByPlaceholderStep(work, { ...context, uuid: () => 'another' })).toEqual({
      state: 'done',
    });
    expect(await tagsOf(registry)).toEqual({ '2.0': two });
    expect(new Set(await manifestsOf(registry))).toEqual(new Set([one, two]));
  });

  test('puts the tag back where nothing may be deleted', async () => {
    await using registry = await open();
    const { one, two } = registry;
    const work = { verb: 'untag-by-placeholder', at, tag: '1.0', digest: one } as const;
    const refusing = createFaultRegistry(registry.handle, [
      { method: 'DELETE', path: /./, fault: { kind: 'answer', status: 405 } },
    ]);
    const context = testStepContext(clientOver(at.registry, refusing));
    await expect(untagByPlaceholderStep(work, context)).rejects.toMatchObject({ answer: { status: 405 } });
    expect(await tagsOf(registry)).toEqual({ '1.0': one, '2.0': two });
  });

  test('keeps the tag that somebody else sets in between', async () => {
    await using registry = await open();
    const { one, two } = registry;
    let pushed = '';
    const context = testStepContext(
      clientOver(at.registry, async (request) => {
        const body = request.method === 'PUT' ? await request.clone().text() : '';
        const answer = await registry.handle(request);
        if (body.includes(placeholderType)) {
          pushed = digestOf(body);
          await registry.pushManifest(name, thing('two'), '1.0');
        }
        return answer;
      }),
    );
    const work = { verb: 'untag-by-placeholder', at, tag: '1.0', digest: one } as const;
    await expect(untagByPlaceholderStep(work, context)).rejects.toThrow(`The tag 1.0 was moved to ${two}`);
    expect(await tagsOf(registry)).toEqual({ '1.0': two, '2.0': two });
    expect(await manifestsOf(registry)).not.toContain(pushed);
  });
});
