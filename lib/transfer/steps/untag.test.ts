import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { untagStep } from '#lib/transfer/steps/untag';

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
