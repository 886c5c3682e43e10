import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { artifactManifest, digestOf } from '#e2e/faults/scratch-registry';
import { createRegistry } from '#lib/layout/http/registry';
import type { FreeSpace } from '#lib/layout/store/blob-upload';
import { openLayoutStore } from '#lib/layout/store/layout-store';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-full-'));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openRegistry(folder: string, room?: FreeSpace) {
  const handle = createRegistry(await openLayoutStore(folder, room));
  const ask = (method: string, path: string, init: RequestInit = {}) =>
    handle(new Request(`http://registry.example/v2/${path}`, { ...init, method }));
  return { ask, unfinished: () => readdir(join(folder, '_unfinished')) };
}

/** Bytes that come one piece at a time, and say nothing of how many they are. */
function pieces(count: number, size: number): RequestInit & { duplex: 'half' } {
  let left = count;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(new Uint8Array(size));
    },
  });
  return { body, duplex: 'half' };
}

const full = {
  errors: [{ code: 'UNKNOWN', message: expect.stringContaining('disk of this registry is full') }],
};

test.each(['PATCH', 'PUT'])(
  'a %s that uses up the room ends the upload and leaves nothing',
  async (method) => {
    const { ask, unfinished } = await openRegistry(await makeFolder(), async () => 1_000);
    const location = (await ask('POST', 'a/b/blobs/uploads/')).headers.get('Location')?.slice(4) ?? '';
    const path = method === 'PUT' ? `${location}?digest=${digestOf('never')}` : location;
    const answer = await ask(method, path, pieces(3, 400));
    expect([answer.status, await answer.json()]).toEqual([507, full]);
    expect(await unfinished()).toEqual([]);
    expect((await ask('GET', location)).status).toBe(404);
  },
);

test('a blob in one request that uses up the room leaves nothing', async () => {
  const { ask, unfinished } = await openRegistry(await makeFolder(), async () => 1_000);
  const answer = await ask('POST', `a/b/blobs/uploads/?digest=${digestOf('never')}`, pieces(3, 400));
  expect(answer.status).toBe(507);
  expect(await unfinished()).toEqual([]);
});

test('what is announced as too long for the room is refused before a byte is written', async () => {
  const { ask } = await openRegistry(await makeFolder(), async () => 1_000);
  const location = (await ask('POST', 'a/b/blobs/uploads/')).headers.get('Location')?.slice(4) ?? '';
  const headers = { 'Content-Length': '1001' };
  const answer = await ask('PATCH', location, { headers, body: 'short after all' });
  expect(answer.status).toBe(507);
});

test('without room nothing is written, and what is there is still read and deleted', async () => {
  let room = 1_000_000;
  const { ask, unfinished } = await openRegistry(await makeFolder(), async () => room);
  const empty = await ask('POST', `a/b/blobs/uploads/?digest=${digestOf('{}')}`, { body: '{}' });
  expect(empty.status).toBe(201);
  const body = JSON.stringify(artifactManifest());
  const headers = { 'Content-Type': 'application/vnd.oci.image.manifest.v1+json' };
  expect((await ask('PUT', 'a/b/manifests/1', { body, headers })).status).toBe(201);
  room = 0;
  const refused = [
    await ask('PUT', 'a/b/manifests/2', { body, headers }),
    await ask('POST', 'a/b/blobs/uploads/'),
    await ask('POST', `c/d/blobs/uploads/?mount=${digestOf('{}')}&from=a/b`),
  ];
  expect(refused.map(({ status }) => status)).toEqual([507, 507, 507]);
  expect((await ask('GET', 'a/b/manifests/1')).status).toBe(200);
  expect((await ask('DELETE', 'a/b/manifests/1')).status).toBe(202);
  expect(await unfinished()).toEqual([]);
});

const canMount = process.getuid?.() === 0 && isMountable();

test.skipIf(!canMount)('a disk that is really full is told the same way (needs root and tmpfs)', async () => {
  const folder = await makeFolder();
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  cleanUps.push(async () => void execFileSync('/bin/umount', [folder]));
  const { ask, unfinished } = await openRegistry(folder);
  const location = (await ask('POST', 'a/b/blobs/uploads/')).headers.get('Location')?.slice(4) ?? '';
  const answer = await ask('PATCH', location, pieces(8, 1024 * 1024));
  expect([answer.status, await answer.json()]).toEqual([507, full]);
  expect(await unfinished()).toEqual([]);
  const small = await ask('POST', `a/b/blobs/uploads/?digest=${digestOf('{}')}`, { body: '{}' });
  expect(small.status).toBe(201);
});

function isMountable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-mount-'));
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('/bin/umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}
