import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { scriptedRegistry } from '#e2e/fakes/embedded';
import { rawTar } from '#e2e/fakes/raw-tar';
import { computeDigest } from '#lib/registry/body';
import type { Session } from '#lib/server/sessions/session';
import { sessionOf } from '#lib/server/sessions/session';
import { listArchive } from './list-archive.ts';

let count = 0;
let requests: string[] = [];
let isOpen = true;
let bytes = Buffer.alloc(0);
let registry = '';
beforeEach(() => {
  count += 1;
  requests = [];
  isOpen = true;
  bytes = gzipSync(rawTar([{ name: `file-${count}` }]));
  const scripted = scriptedRegistry(async ({ method, url }) => {
    if (new URL(url).pathname === '/v2/') return new Response('{}');
    requests.push(method);
    return isOpen ? new Response(method === 'HEAD' ? '' : bytes) : new Response('', { status: 403 });
  });
  registry = scripted.hosts[0] ?? '';
  testServices({}, scripted);
});

test('an archive is read once, and lists are given from memory', async () => {
  expect((await list('team/app')).files.keys).toEqual([`file-${count}`]);
  await list('team/app');
  expect(requests).toEqual(['GET']);
});

test('who asks at the same time waits for one download', async () => {
  const [one, two] = await Promise.all([list('team/app'), list('team/app')]);
  expect(one).toBe(two);
  expect(requests.filter((method) => method === 'GET')).toHaveLength(1);
});

test('a list in memory is given to whom the registry shows the blob, and to no one else', async () => {
  await list('team/app');
  await list('team/elsewhere');
  expect(requests).toEqual(['GET', 'HEAD']);
  isOpen = false;
  await expect(list('team/secret')).rejects.toMatchObject({ code: 'forbidden' });
});

test('an encrypted layer is not fetched', async () => {
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted';
  await expect(list('team/app', mediaType)).rejects.toMatchObject({ problem: { code: 'files-unreadable' } });
  expect(requests).toEqual([]);
});

function list(repository: string, mediaType?: string) {
  const digest = computeDigest('sha256', bytes);
  const descriptor = mediaType === undefined ? {} : { descriptor: { digest, mediaType, size: bytes.length } };
  const session: Session = sessionOf(new Request('http://localhost:4400'));
  return listArchive(session, { registry, repository, digest, ...descriptor }, AbortSignal.timeout(9_000));
}
