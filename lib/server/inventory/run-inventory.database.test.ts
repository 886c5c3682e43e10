import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { digestOf } from '#e2e/fakes/inventory-records';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QueuePlace } from '#lib/inventory/queue/boss-options';
import { openQueue } from '#lib/inventory/queue/open-queue';
import { prepareQueue } from '#lib/inventory/queue/prepare-queue';
import type { InventoryStore } from '#lib/inventory/store/inventory-store';
import { openInventoryStore } from '#lib/inventory/store/open-inventory-store';
import { prepareInventory } from '#lib/inventory/store/prepare-inventory';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { RunningInventory } from './inventory-service.ts';
import type { StartedScan } from './inventory-state.ts';
import { runInventory } from './run-inventory.ts';
import { createScanPace } from './scan-pace.ts';
import { createScanSessions } from './scan-session.ts';

const host = embeddedHost;
const anybody = { credentials: createCredentialStore(), owner: '' };
let database: ScratchDatabase;
let store: InventoryStore;
let registry: EmbeddedRegistry;
let requests: string[] = [];
let place: QueuePlace;
let services: RunningInventory[] = [];

beforeEach(async ({ skip }) => {
  if (testDatabaseUrl === undefined) return skip();
  database = await openScratchDatabase();
  place = { kind: 'postgres', url: testDatabaseUrl, schema: `q_${Math.random().toString(36).slice(2)}` };
  await prepareQueue(place);
  await prepareInventory(database.tables);
  store = openInventoryStore(database.tables);
  const own = await openTestRegistry();
  requests = [];
  registry = {
    hosts: own.hosts,
    handle: async (request) => {
      requests.push(`${request.method} ${new URL(request.url).pathname}`);
      return await own.handle(request);
    },
  };
  testServices({}, registry);
  testVerification();
});

afterEach(async () => {
  await Promise.all(services.map((service) => service.close()));
  services = [];
  if (place.kind === 'postgres')
    await sql.raw(`DROP SCHEMA ${place.schema} CASCADE`).execute(database.tables);
  await database.remove();
});

async function open(isWorker = true): Promise<RunningInventory> {
  const pace = createScanPace(1_000);
  const service = await runInventory({
    store,
    questions: openInventoryQuestions(database.tables),
    queue: await openQueue({ place, onFault: () => undefined }),
    pace,
    rate: 1_000,
    sessionFor: createScanSessions(pace),
    isWorker,
    isKeptFresh: false,
    gatherMs: 500,
  });
  services.push(service);
  return service;
}

async function untilDone(service: RunningInventory, id: string): Promise<StartedScan> {
  await expect.poll(async () => (await service.find(id))?.state, { timeout: 15_000 }).toBe('done');
  const scan = await service.find(id);
  if (scan === undefined) throw new Error('The scan is not there any more.');
  return scan;
}

async function pushImage(repository: string, tag: string, more: object = {}): Promise<Descriptor> {
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.ociConfig };
  const annotations = { name: `${repository}:${tag}` };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], annotations };
  return await pushManifest(registry, repository, { ...document, ...more }, tag);
}

async function attachSbom(
  repository: string,
  subject: Descriptor,
  versions: readonly string[],
): Promise<Descriptor> {
  const sbom = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: versions.map((version) => ({
      type: 'library',
      name: 'log4j-core',
      version,
      purl: `pkg:maven/org.apache.logging.log4j/log4j-core@${version}`,
      licenses: [{ license: { id: 'Apache-2.0' } }],
    })),
  });
  const type = 'application/vnd.cyclonedx+json';
  return await pushManifest(registry, repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: type,
    config: { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...(await pushBlob(registry, repository, sbom)), mediaType: type }],
    subject: { digest: subject.digest, size: subject.size, mediaType: subject.mediaType },
  });
}

/** Images by the version of log4j-core in their SBOM, with the state of the SBOM: 1 is none, 2 is present. */
async function tagsWithPackages(): Promise<unknown> {
  const { rows } = await sql`SELECT r.name || ':' || t.name AS tag, s.sbom, s.signature,
      (SELECT p.version FROM referrer f JOIN document d ON d.manifest = f.manifest JOIN package p ON p.id = ANY (d.packages)
        WHERE f.repository = r.id AND f.subject = t.manifest) AS version
    FROM tag t JOIN repository r ON r.id = t.repository JOIN standing s ON s.repository = r.id AND s.manifest = t.manifest
    ORDER BY 1`.execute(database.tables);
  return rows;
}

test('a scan of a registry finds what was planted, and a second one reads no document again', async () => {
  for (const [repository, version] of [
    ['team/app', '2.14.1'],
    ['team/web', '2.17.0'],
  ] as const)
    for (const tag of ['1', '2']) {
      const image = await pushImage(repository, tag);
      if (tag === '1') await attachSbom(repository, image, [version]);
    }
  const service = await open();
  const scan = await untilDone(service, await service.start({ host }, anybody));
  expect(await tagsWithPackages()).toEqual([
    { tag: 'team/app:1', sbom: 2, signature: 1, version: '2.14.1' },
    { tag: 'team/app:2', sbom: 1, signature: 1, version: null },
    { tag: 'team/web:1', sbom: 2, signature: 1, version: '2.17.0' },
    { tag: 'team/web:2', sbom: 1, signature: 1, version: null },
  ]);
  expect(scan.known).toMatchObject({ repositories: 2, tags: 4, subjects: 4, unseenSubjects: 0, failures: 0 });
  expect(scan.jobs).toMatchObject({ waiting: 0, active: 0, failed: 0 });

  requests = [];
  await untilDone(service, await service.start({ host }, anybody));
  expect(requests.filter((one) => one.includes('/blobs/'))).toEqual([]);
});

test('what was pushed, attached, moved and removed since is known after the next scan', async () => {
  const first = await pushImage('team/app', '1');
  const kept = await pushImage('team/app', 'kept');
  await pushImage('team/app', 'gone');
  const service = await open();
  await untilDone(service, await service.start({ host, repository: 'team/app' }, anybody));
  await attachSbom('team/app', first, ['2.14.1']);
  await attachSbom('team/app', kept, ['2.17.0']);
  await pushImage('team/app', '1', { annotations: { name: 'moved' } });
  await registry.handle(new Request(`http://${host}/v2/team/app/manifests/gone`, { method: 'DELETE' }));
  await untilDone(service, await service.start({ host, repository: 'team/app' }, anybody));
  expect(await tagsWithPackages()).toEqual([
    { tag: 'team/app:1', sbom: 1, signature: 1, version: null },
    { tag: 'team/app:kept', sbom: 2, signature: 1, version: '2.17.0' },
  ]);
});

test('a notification has only that looked at which has changed', async () => {
  const image = await pushImage('team/app', '1');
  for (let tag = 2; tag <= 10; tag += 1) await pushImage('team/app', String(tag));
  const service = await open();
  await untilDone(service, await service.start({ host }, anybody));
  const moved = await pushImage('team/app', '2', { annotations: { name: 'moved' } });
  const sbom = await attachSbom('team/app', image, ['2.14.1']);
  requests = [];
  await service.notify(host, [
    { repository: 'team/app', tag: '2', digest: moved.digest },
    { repository: 'team/app', digest: sbom.digest },
  ]);
  await expect
    .poll(tagsWithPackages, { timeout: 15_000 })
    .toContainEqual({ tag: 'team/app:1', sbom: 2, signature: 1, version: '2.14.1' });
  await expect
    .poll(async () => (await service.describe({ host })).jobs, { timeout: 15_000 })
    .toMatchObject({ waiting: 0, active: 0 });
  expect(await service.describe({ host })).toMatchObject({
    known: { tags: 10, notifiedAt: expect.stringMatching(/^20/) },
  });
  // Six for each of two changes at the most.
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(12);
});

test('ten thousand notifications about three things are three jobs', async () => {
  const service = await open(false);
  const changes = Array.from({ length: 10 }, (_, at) => ({
    repository: 'team/app',
    tag: at < 5 ? 'a' : 'b',
  }));
  const pushed = (delivery: number) =>
    changes.map((change, at) => ({ ...change, digest: digestOf(`${delivery} ${at}`) }));
  const attached = { repository: 'team/app', digest: digestOf('attached') };
  await Promise.all(
    Array.from({ length: 1_000 }, (_, delivery) => service.notify(host, [...pushed(delivery), attached])),
  );
  expect((await service.describe({ host })).jobs).toMatchObject({ waiting: 3 });
});

test('a registry that asks for less is left alone, which is no failure', async () => {
  await pushImage('team/app', '1');
  let isThrottled = true;
  testServices(
    {},
    {
      hosts: registry.hosts,
      handle: async (request) =>
        isThrottled
          ? new Response('{}', { status: 429, headers: { 'retry-after': '3600' } })
          : await registry.handle(request),
    },
  );
  const service = await open();
  const id = await service.start({ host }, anybody);
  await expect.poll(async () => (await service.find(id))?.state, { timeout: 10_000 }).toBe('paused');
  expect(await service.find(id)).toMatchObject({ jobs: { failed: 0 }, failures: [] });
  isThrottled = false;
  await service.resume(host, anybody);
  await untilDone(service, id);
  expect(await tagsWithPackages()).toEqual([{ tag: 'team/app:1', sbom: 1, signature: 1, version: null }]);
});
test('a scan is known to who did not start it, until it is over', async () => {
  await pushImage('team/app', '1');
  const idle = await open(false);
  const id = await idle.start({ host }, anybody);
  expect((await idle.describe({ host })).scan).toMatchObject({ id });
  expect(await idle.describe({ host, repository: 'team/app' })).not.toHaveProperty('scan');
  const worker = await open();
  await untilDone(worker, id);
  expect(await worker.describe({ host })).not.toHaveProperty('scan');
  // What is looked at later, because it is due, makes no scan of it again.
  await store.pause(host, 60_000, 'paused for this test');
  await idle.notify(host, [{ repository: 'team/app' }]);
  const jobs = async () => (await worker.describe({ host })).jobs;
  // Put off, it is added again before it ends.
  await expect.poll(async () => (await jobs()).waiting + (await jobs()).active).toBe(1);
  const later = await worker.describe({ host });
  expect(later).not.toHaveProperty('scan');
  expect((await worker.find(id))?.state).toBe('done');
});

test('of a registry that is forgotten neither rows nor jobs stay', async () => {
  await pushImage('team/app', '1');
  const service = await open();
  const id = await service.start({ host }, anybody);
  await service.forget({ host });
  expect(await service.describe({ host })).toEqual({
    known: undefined,
    jobs: { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 },
    failures: [],
  });
  expect(await service.find(id)).toBeUndefined();
  const { rows } = await sql`SELECT id FROM manifest`.execute(database.tables);
  expect(rows).toEqual([]);
});
