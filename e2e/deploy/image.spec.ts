import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Client } from 'pg';
import type { UnpackedImage } from '#e2e/deploy/run-image';
import { runContainer, startContainer, unpackImage } from '#e2e/deploy/run-image';
import { findFreePort } from '#e2e/registries/start-process';
import { needs, needsPostgres } from '#e2e/tools/needs';
import { run } from '#e2e/tools/run';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

// The image as its script makes it, for this machine alone, and run by runc as strictly as a cluster would.
const isRoot = process.getuid?.() === 0;
test.skip(!isRoot && process.env.CI !== 'true', 'Only root may run a container: the image was NOT tried.');
test.describe.configure({ mode: 'serial' });

let folder: string;
let bench: Workbench;
let version: string;
let image: UnpackedImage;
const layout = () => join(folder, 'image');

test.beforeAll(async () => {
  test.setTimeout(600_000);
  await needs('mmdebstrap', 'runc', 'skopeo', 'syft', 'oras');
  bench = makeWorkbench();
  const project = resolve(import.meta.dirname, '../..');
  version = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')).version;
  folder = await mkdtemp(join(tmpdir(), 'orrery-image-story-'));
  const script = join(project, 'deploy/image/build.ts');
  await run(process.execPath, [script, '--arch', 'amd64', '--output', layout()], { timeoutMs: 500_000 });
  image = await unpackImage(layout(), join(folder, 'bundle'));
});
test.afterAll(async () => {
  bench?.remove();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

test('other tools read the image, and find its SBOM and where it comes from', async () => {
  const { stdout } = await run('skopeo', ['inspect', '--config', `oci:${layout()}:${version}`]);
  expect(JSON.parse(stdout)).toMatchObject({
    architecture: 'amd64',
    config: { User: '10001:10001', WorkingDir: '/app' },
  });
  const { manifests } = JSON.parse(await readFile(join(layout(), 'index.json'), 'utf8'));
  const types = manifests.map(({ artifactType }: { readonly artifactType?: string }) => artifactType);
  expect(types).toEqual([undefined, 'application/spdx+json', 'application/vnd.in-toto+json']);
});

test('it is pushed with all that is attached to its platforms', async ({ request, baseURL }) => {
  const host = new URL(baseURL ?? '').host;
  const place = `${host}/tools/orrery:pushed`;
  await bench.run('oras', [
    'cp',
    '-r',
    '--to-plain-http',
    '--from-oci-layout',
    `${layout()}:${version}`,
    place,
  ]);
  const { manifests } = await (await request.get('/v2/tools/orrery/manifests/pushed')).json();
  const referrers = await request.get(`/v2/tools/orrery/referrers/${manifests[0].digest}`);
  expect((await referrers.json()).manifests).toHaveLength(2);
});

test('the image holds what the server loads, and nothing that made it', async () => {
  const app = join(folder, 'bundle/rootfs/app');
  expect((await readdir(app)).toSorted()).toEqual([
    '.next',
    'lib',
    'next.config.mjs',
    'node_modules',
    'package.json',
    'public',
  ]);
  const packages = await readdir(join(app, 'node_modules'));
  expect(packages).toEqual(expect.arrayContaining(['next', 'undici', 'pg']));
  for (const name of ['vitest', '@playwright', 'typescript', '@biomejs'])
    expect(packages).not.toContain(name);
});

test('it shows the demo, as a user without rights and from a root that cannot be written', async ({
  request,
}) => {
  const port = await findFreePort();
  const metricsPort = await findFreePort();
  const container = await startContainer(image, port, {
    ORRERY_ACCESS: 'open',
    // Both are loaded only where they are asked for, and nobody collects what is sent here.
    ORRERY_METRICS_PORT: String(metricsPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  });
  try {
    const origin = `http://127.0.0.1:${port}`;
    const metrics = await request.get(`http://127.0.0.1:${metricsPort}/metrics`);
    expect(await metrics.text()).toContain('orrery_build_info');
    const page = await request.get(`${origin}/localhost:${port}/acme/storefront:2.4.1`);
    expect(page.status()).toBe(200);
    const storefront = `localhost:${port}/acme/storefront:2.4.1`;
    const ask = async (path: string) => {
      const headers = { accept: 'application/json' };
      return await (await request.get(`${origin}/api/${path}?ref=${storefront}`, { headers })).json();
    };
    expect((await ask('graph')).nodes.length).toBeGreaterThan(10);
    expect((await ask('findings')).rows.length).toBeGreaterThan(0);
    expect((await ask('verify')).checks.length).toBeGreaterThan(0);
  } finally {
    await container.stop();
  }
  expect(container.output()).not.toMatch(/EROFS|EACCES|Building the pages/);
});

test('it migrates a database as the job of the chart does, and then runs on it', async ({ request }) => {
  const postgres = await needsPostgres();
  try {
    const database = { ORRERY_DATABASE_URL: postgres.url };
    expect(await tablesOf(postgres.url)).toEqual([]);
    const said = await runContainer(image, ['lib/server/start.mjs', '--migrate'], database);
    expect(said).toContain('The database is up to date.');
    const tables = await tablesOf(postgres.url);
    expect(tables).toEqual(expect.arrayContaining(['plan', 'session']));
    const port = await findFreePort();
    const settings = { ...database, ORRERY_DEMO: 'off', ORRERY_ACCESS: 'open' };
    const container = await startContainer(image, port, settings);
    expect((await request.get(`http://127.0.0.1:${port}/readyz`)).status()).toBe(200);
    await container.stop();
    expect(await tablesOf(postgres.url)).toEqual(tables);
    const inventory = { ...database, ORRERY_INVENTORY: 'on' };
    await runContainer(image, ['lib/server/start.mjs', '--migrate'], inventory);
    expect(await tablesOf(postgres.url)).toEqual(expect.arrayContaining([...tables, 'standing', 'job']));
  } finally {
    await postgres.stop();
  }
});

async function tablesOf(url: string): Promise<readonly string[]> {
  const client = new Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
