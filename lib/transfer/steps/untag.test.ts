import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { placeholderType } from '#lib/transfer/lookup/find-tag-state';
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
