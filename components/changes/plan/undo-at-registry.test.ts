import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { fakeCaller, runToEnd } from '#e2e/fakes/fake-changes';
import { uploadRequest } from '#e2e/fakes/upload-to-folder';
import { planRecordSchema, uploadSchema } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { getChanges } from '#lib/server/plans/get-changes';
import { openPersistence } from '#lib/server/plans/open-persistence';
import { plansState } from '#lib/server/plans/process-state';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerUpload } from '#lib/server/routes/uploads';
import type { PlanRequest } from '#lib/transfer/plan-request';
import { undoOf } from './run-undo.ts';

// The whole way of a change: plan, run, record, and the plan that takes it back, at the registry of this process.
const caller = fakeCaller();
const at = (name: string) => `${embeddedHost}/${name}`;
// Connections to it outlive a test: each test has repositories of its own.
let registry: EmbeddedRegistry;
let dataDir = '';

beforeAll(async () => {
  registry = await openTestRegistry();
});

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'orrery-undo-'));
  testServices({ dataDir }, registry);
  plansState.persistence = await openPersistence(dataDir);
});
afterEach(async () => {
  await plansState.persistence?.close();
  plansState.changes = undefined;
  plansState.persistence = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function change(request: PlanRequest) {
  const changes = getChanges();
  const plan = await changes.plan(caller, request, new AbortController().signal);
  expect(plan.blockers).toEqual([]);
  const events = await runToEnd(changes, plan.id, plan.confirm);
  expect(events.at(-1)).toMatchObject({ type: 'end', state: 'done' });
  return planRecordSchema.parse(JSON.parse(JSON.stringify(await changes.find(caller, plan.id))));
}

/** Takes back what a run did, by the plans that its record offers, in their order. */
async function undo(record: Awaited<ReturnType<typeof change>>) {
  const undos = undoOf(record);
  expect(undos).not.toEqual([]);
  for (const { request } of undos) {
    if (request.action !== 'put-back') {
      await change(request);
      continue;
    }
    const path = `/api/uploads?name=archive.tar&plan=${request.plan}`;
    const answer = await callRoute(answerUpload, path, uploadRequest(''));
    const { id } = uploadSchema.parse(await answer.json());
    await change({ action: 'import', source: 'upload', upload: id, to: request.to });
  }
}

/** The digest under a tag or a digest; undefined when there is none. */
async function digestAt(name: string, selector: string): Promise<string | undefined> {
  const request = new Request(`http://${embeddedHost}/v2/${name}/manifests/${selector}`);
  const { ok, headers } = await registry.handle(request);
  return ok ? (headers.get('docker-content-digest') ?? undefined) : undefined;
}

/** An image, an index that holds it, and a report on the index. */
async function fill(name: string) {
  const image = await pushImage(registry, name, 'part');
  const { mediaType, digest, size } = image;
  const index = await pushManifest(
    registry,
    name,
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [{ mediaType, digest, size }] },
    '1.0',
  );
  const report = await pushManifest(registry, name, reportOn(index));
  return { image: digest, index: index.digest, report: report.digest };
}

function reportOn(subject: { readonly mediaType: string; readonly digest: Digest; readonly size: number }) {
  const { mediaType, digest, size } = subject;
  return {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociIndex, artifactType: 'application/example' },
    ...{ manifests: [], subject: { mediaType, digest, size } },
  };
}

test('undoing a copy takes the copy and leaves what was there', async () => {
  const { image, index, report } = await fill('copy/source');
  await change({ action: 'copy', from: at(`copy/source@${image}`), to: at('copy/target:kept') });
  const record = await change({ action: 'copy', from: at('copy/source:1.0'), to: at('copy/target') });
  expect(await digestAt('copy/target', '1.0')).toBe(index);
  expect(await digestAt('copy/target', report)).toBe(report);
  await undo(record);
  for (const gone of ['1.0', index, report])
    expect(await digestAt('copy/target', gone), gone).toBeUndefined();
  expect(await digestAt('copy/target', 'kept')).toBe(image);
  expect(await digestAt('copy/source', '1.0')).toBe(index);
});

test('a tag that a copy moved points to what it pointed to before', async () => {
  const { index } = await fill('tags/source');
  const before = await pushImage(registry, 'tags/target', '1.0');
  const record = await change({
    ...{ action: 'copy', from: at('tags/source:1.0'), to: at('tags/target') },
    accept: ['overwrites-tag'],
  });
  expect(await digestAt('tags/target', '1.0')).toBe(index);
  await undo(record);
  expect(await digestAt('tags/target', '1.0')).toBe(before.digest);
  expect(await digestAt('tags/target', index)).toBeUndefined();
});

test('undoing a move brings all of it back', async () => {
  const { index, report } = await fill('move/source');
  await undo(await change({ action: 'move', from: at('move/source:1.0'), to: at('move/target') }));
  expect(await digestAt('move/source', '1.0')).toBe(index);
  expect(await digestAt('move/source', report)).toBe(report);
  for (const gone of ['1.0', index, report]) expect(await digestAt('move/target', gone)).toBeUndefined();
});

test('what was deleted is put back under the same digests', async () => {
  const { index, report } = await fill('deleted/source');
  const record = await change({ action: 'delete', ref: at('deleted/source:1.0'), scope: 'graph' });
  expect(await digestAt('deleted/source', index)).toBeUndefined();
  await undo(record);
  expect(await digestAt('deleted/source', '1.0')).toBe(index);
  expect(await digestAt('deleted/source', report)).toBe(report);
});

test('a tag that was removed is set again', async () => {
  const { index } = await fill('untagged/source');
  const record = await change({ action: 'delete', ref: at('untagged/source:1.0'), scope: 'tag' });
  expect(await digestAt('untagged/source', '1.0')).toBeUndefined();
  await undo(record);
  expect(await digestAt('untagged/source', '1.0')).toBe(index);
});
