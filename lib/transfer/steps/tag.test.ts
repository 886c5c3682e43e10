import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { tagStep } from '#lib/transfer/steps/tag';

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
    await expect(set('1.0', two)).rejects.toThrow(`The tag 1.0 was moved to ${one} after the plan was made.`);
    await expect(set('gone', two)).rejects.toThrow('The tag gone was removed after the plan was made.');
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
