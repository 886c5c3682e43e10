import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob } from '#e2e/fakes/embedded';
import { rawZip } from '#e2e/fakes/raw-zip';
import { filesSchema } from '#lib/api/contract/files-contract';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerFiles } from '#lib/server/routes/files';

const repository = 'team/zipped';
let registry: EmbeddedRegistry;
beforeEach(async () => {
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const long = 'All work and no play makes Jack a dull boy.\n'.repeat(50_000);
const files = [
  { name: 'dist/', method: 0 },
  { name: 'dist/long.txt', content: long },
  { name: 'dist/stored.txt', content: 'As it is.', method: 0 },
  { name: 'empty' },
  { name: 'secret', content: 'x', isEncrypted: true },
  { name: 'odd', content: 'x', method: 99 },
];

test('a zip file lists its files, and gives each of them', async () => {
  const ref = await push(rawZip(files, { comment: 'Made by hand.' }));
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}`);
  const list = filesSchema.parse(await response.json());
  expect(list.entries.map(({ path, size }) => [path, size])).toEqual([
    ['dist', 0],
    ['dist/long.txt', long.length],
    ['dist/stored.txt', 9],
    ['empty', 0],
    ['odd', 1],
    ['secret', 1],
  ]);
  expect(list).toMatchObject({ isComplete: true, archives: [{ compression: 'zip', verified: 'digest' }] });
  expect(await contentOf(ref, 'dist/long.txt')).toBe(long);
  expect(await contentOf(ref, 'dist/stored.txt')).toBe('As it is.');
  expect(await contentOf(ref, 'empty')).toBe('');
});

test.each([
  ['secret', 'This file is encrypted'],
  ['odd', 'does not support the compression'],
])('%s is refused with a reason', async (path, reason) => {
  const ref = await push(rawZip(files));
  const problem = await getProblem(answerFiles, `/api/files?ref=${ref}&path=${path}`);
  expect(problem.code).toBe('files-unreadable');
  expect(problem.detail).toContain(reason);
});

test('a file that is shorter than the directory says breaks off', async () => {
  const bytes = rawZip([{ name: 'a', content: 'short' }]);
  // The size in the directory, 24 bytes behind its only entry.
  bytes.writeUInt32LE(500, bytes.indexOf('PK\x01\x02') + 24);
  const response = await callRoute(answerFiles, `/api/files?ref=${await push(bytes)}&path=a`);
  await expect(response.text()).rejects.toThrow('shorter than the directory says');
});

test('a zip file without a directory is told', async () => {
  const ref = await push(rawZip(files).subarray(0, -30));
  const problem = await getProblem(answerFiles, `/api/files?ref=${ref}`);
  expect(problem.detail).toContain('directory is broken or very large');
});

async function push(bytes: Uint8Array): Promise<string> {
  const { digest } = await pushBlob(registry, repository, bytes, 'application/zip');
  return encodeURIComponent(`${embeddedHost}/${repository}@${digest}`);
}

async function contentOf(ref: string, path: string): Promise<string> {
  const response = await callRoute(answerFiles, `/api/files?ref=${ref}&path=${path}`);
  return response.text();
}
