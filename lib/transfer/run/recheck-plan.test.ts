import { expect, test } from 'vitest';
import { planOf, testContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import type { Step, StepWork } from '#lib/transfer/plan';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';

const at = { registry: 'registry.example', repository: 'acme/app' };
const thing = (text: string) => artifactManifest({ annotations: { text } });
const step = (id: string, work: StepWork): Step => ({ ...work, id, after: [], target: id, detail: '' });

/** A registry with 1.0 and 2.0, and a plan that takes both away. */
async function open() {
  const registry = await openScratchRegistry();
  await registry.pushBlob(at.repository, '{}');
  const one = await registry.pushManifest(at.repository, thing('one'), '1.0');
  const two = await registry.pushManifest(at.repository, thing('two'), '2.0');
  const context = testContext(clientOver(at.registry, registry.handle));
  const plan = planOf([
    step('untag', { verb: 'untag', at, tag: '1.0', digest: one }),
    step('delete', { verb: 'delete-manifest', at, digest: two, tags: ['2.0'], referrers: [] }),
    step('tag', { verb: 'tag', at, tag: '3.0', digest: one, was: null }),
  ]);
  return Object.assign(registry, { one, two, context, plan });
}

test('a plan is as it was when nothing changed, and changes nothing by being checked', async () => {
  await using registry = await open();
  const { plan, context } = registry;
  expect(await recheckPlan(plan, {}, context)).toBeUndefined();
  for (const tag of ['1.0', '2.0'])
    expect((await registry.ask('HEAD', `acme/app/manifests/${tag}`)).status).toBe(200);
});

test('a tag that was moved is told before anything runs', async () => {
  await using registry = await open();
  const { one, two, plan, context } = registry;
  await registry.pushManifest(at.repository, thing('one'), '2.0');
  const sentence = `The tag 2.0 was moved to ${one} after the plan was made.`;
  expect(await recheckPlan(plan, {}, context)).toBe(sentence);
  await registry.pushManifest(at.repository, thing('two'), '3.0');
  expect(await recheckPlan(plan, { delete: { state: 'done' } }, context)).toContain(`points to ${two} now`);
});

test('what was attached since to something tagged is told before anything runs', async () => {
  await using registry = await open();
  const { two, plan, context } = registry;
  const subject = { mediaType: mediaTypes.ociManifest, digest: two, size: 1 };
  const added = await registry.pushManifest(at.repository, artifactManifest({ subject }));
  const sentence = `${added} was attached to ${two} after the plan was made.`;
  expect(await recheckPlan(plan, {}, context)).toBe(sentence);
});

test('a tag that came to what is to be deleted is told before anything runs', async () => {
  await using registry = await open();
  const { two, plan, context } = registry;
  await registry.pushManifest(at.repository, thing('two'), 'prod');
  const sentence = `The tag prod was set on ${two} after the plan was made and would be deleted with it.`;
  expect(await recheckPlan(plan, {}, context)).toBe(sentence);
  expect(await recheckPlan(plan, { delete: { state: 'done' } }, context)).toBeUndefined();
});

test('a registry that lists no tags is taken as it was when the plan was made', async () => {
  await using registry = await open();
  const silent = createFaultRegistry(registry.handle, [
    { path: /tags\/list/, fault: { kind: 'answer', status: 404 } },
  ]);
  const context = testContext(clientOver(at.registry, silent));
  expect(await recheckPlan(registry.plan, {}, context)).toBeUndefined();
});

test('what is done already is not held against the plan', async () => {
  await using registry = await open();
  const { plan, context } = registry;
  await registry.pushManifest(at.repository, thing('two'), '1.0');
  expect(await recheckPlan(plan, { untag: { state: 'skipped' } }, context)).toBeUndefined();
});

test('nor is what a run deleted that did not come to tell of it', async () => {
  await using registry = await open();
  const { two, plan, context } = registry;
  await registry.ask('DELETE', `acme/app/manifests/${two}`);
  await registry.pushManifest(at.repository, thing('new'), '2.0');
  expect(await recheckPlan(plan, { delete: { state: 'started' } }, context)).toBeUndefined();
});

test('a tag that was moved is told also where the registry dropped what it pointed to', async () => {
  await using registry = await open();
  const { two, plan, context } = registry;
  await registry.ask('DELETE', `acme/app/manifests/${two}`);
  await registry.pushManifest(at.repository, thing('new'), '2.0');
  expect(await recheckPlan(plan, {}, context)).toContain('The tag 2.0 was moved');
});

test('a registry that does not tell is an error, and not an answer', async () => {
  await using registry = await open();
  const faulty = createFaultRegistry(registry.handle, [
    { path: /2\.0/, fault: { kind: 'answer', status: 500 } },
  ]);
  const context = testContext(clientOver(at.registry, faulty));
  await expect(recheckPlan(registry.plan, {}, context)).rejects.toMatchObject({ code: 'unavailable' });
});
