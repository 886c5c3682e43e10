import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, scriptedRegistry } from '#e2e/fakes/embedded';
import { rawTar } from '#e2e/fakes/raw-tar';
import { filesSchema } from '#lib/api/contract/files-contract';
import { computeDigest } from '#lib/registry/body';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerFiles } from './files.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  // Clients outlive a test as they outlive a request: each test has a repository of its own.
  repository = `team/files-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const tar = rawTar([
  { name: 'etc/', type: '5' },
  { name: 'etc/motd', content: 'Welcome.' },
  { name: 'etc/link', type: '2', linkname: 'motd' },
  { name: 'usr/bin/tool', content: '#!/bin/sh\n' },
  { name: 'usr/bin/same', type: '1', linkname: './usr/bin/tool' },
]);

test.each([
  ['tar', tar],
  ['gzip', gzipSync(tar)],
  ['two members of gzip', Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])],
  ['zstd', zstdCompressSync(tar)],
  [
    'two frames of zstd',
    Buffer.concat([zstdCompressSync(tar.subarray(0, 9)), zstdCompressSync(tar.subarray(9))]),
  ],
])('the files of a layer as %s', async (_, bytes) => {
  const list = await listFiles(await pushed(bytes));
  expect(list.entries.map(({ path, type, size, link }) => [path, type, size, link])).toEqual([
    ['etc', 'folder', 0, undefined],
    ['etc/link', 'symlink', 0, 'motd'],
    ['etc/motd', 'file', 8, undefined],
    ['usr/bin/same', 'hardlink', 0, './usr/bin/tool'],
    ['usr/bin/tool', 'file', 10, undefined],
  ]);
  expect(list).toMatchObject({ of: 'archive', total: 5, all: 5, isComplete: true, problems: [] });
  expect(list.archives[0]).toMatchObject({ source: 'archive', verified: 'digest', bytesRead: bytes.length });
});

test('pages, a folder, one level and a search', async () => {
  const ref = await pushed(gzipSync(tar));
  const first = await listFiles(ref, '&n=2');
  expect([first.next, first.total]).toEqual(['etc/link', 5]);
  const rest = await listFiles(ref, `&n=5&last=${encodeURIComponent(first.next ?? '')}`);
  expect(rest.entries.map(({ path }) => path)).toEqual(['etc/motd', 'usr/bin/same', 'usr/bin/tool']);
  expect(rest.next).toBeUndefined();
  expect((await listFiles(ref, '&under=usr')).total).toBe(2);
  expect((await listFiles(ref, '&q=MOTD')).entries.map(({ path }) => path)).toEqual(['etc/motd']);
  expect((await listFiles(ref, '&level=1')).entries).toEqual([
    { path: 'etc', type: 'folder', size: 8, mode: 0o644, files: 2 },
    { path: 'usr', type: 'folder', size: 10, files: 2 },
  ]);
});

test.each([
  ['etc/motd', 'Welcome.'],
  ['/usr/bin/tool', '#!/bin/sh\n'],
  ['usr/bin/same', '#!/bin/sh\n'],
])('the bytes of %s, as a download that no browser takes for a page', async (path, text) => {
  for (const bytes of [tar, gzipSync(tar), zstdCompressSync(tar)]) {
    const response = await callRoute(
      answerFiles,
      `/api/files?ref=${await pushed(bytes)}&path=${path}&download=1`,
    );
    expect(await response.text()).toBe(text);
    expect(response.headers.get('orrery-length')).toBe(String(text.length));
    expect(response.headers.get('orrery-verified')).toBeNull();
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('content-disposition')).toContain(`filename="${path.split('/').at(-1)}"`);
  }
});

test('what is no archive has no files', async () => {
  const problem = await getProblem(answerFiles, `/api/files?ref=${await pushed(Buffer.from('{"a":1}'))}`);
  expect(problem).toMatchObject({ code: 'files-unreadable', status: 422 });
});

test('bytes with another digest are not listed', async () => {
  const other = gzipSync(rawTar([{ name: 'evil' }]));
  const liar = scriptedRegistry(async () => new Response(other));
  testServices({}, liar);
  const digest = computeDigest('sha256', Buffer.from('good'));
  const problem = await getProblem(answerFiles, `/api/files?ref=${liar.hosts[0]}/team/app@${digest}`);
  expect(problem.code).toBe('digest-mismatch');
});

test('a layer that is named by a tag is refused', async () => {
  const problem = await getProblem(answerFiles, `/api/files?ref=${embeddedHost}/a/b:1`);
  expect(problem.detail).toContain('by its digest');
});

async function pushed(bytes: Uint8Array): Promise<string> {
  const { digest } = await pushBlob(registry, repository, bytes);
  return encodeURIComponent(`${embeddedHost}/${repository}@${digest}`);
}

async function listFiles(ref: string, query = '') {
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}${query}`);
  if (!response.ok) throw new Error(await response.text());
  return filesSchema.parse(await response.json());
}
