import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rawTar } from '#e2e/fakes/raw-tar';
import { RegistryError } from '#lib/registry/registry-error';
import { readArchive } from './read-archive.ts';

const tar = rawTar([{ name: 'etc/motd', content: 'Welcome.' }, { name: 'etc/passwd' }]);

test.each([
  [
    'a cut gzip stream',
    gzipSync(tar, { level: 0 }).subarray(0, 1_400),
    'gzip stream ends early or is damaged',
  ],
  [
    'a cut zstd stream',
    Buffer.concat([zstdCompressSync(tar.subarray(0, 1_030)), zstdCompressSync('cut').subarray(0, 7)]),
    'zstd stream ends early',
  ],
  ['a cut archive', gzipSync(tar.subarray(0, 515)), 'The archive breaks off after 515 bytes.'],
  [
    'garbage after a file',
    Buffer.concat([tar.subarray(0, 1_024), Buffer.alloc(512, 7)]),
    'stands no tar header',
  ],
])('%s is listed as far as it goes', async (_, bytes, sentence) => {
  const list = await readArchive(new Blob([bytes]).stream());
  expect(list.isComplete).toBe(false);
  expect(list.files.keys.length).toBeGreaterThan(0);
  expect(list.problems.join()).toContain(sentence);
});

test.each([
  ['a JSON document', Buffer.from('{"a":1}'), 'not a tar archive'],
  ['an empty blob', Buffer.alloc(0), 'It is empty.'],
  ['gzip of something else', gzipSync('hello'), 'not a tar archive'],
  ['damaged gzip', Buffer.concat([gzipSync(tar).subarray(0, 12), Buffer.alloc(90, 7)]), 'damaged'],
  ['bzip2', Buffer.from('BZh91AY&SY'), 'bzip2'],
  ['a zip file', Buffer.from('PK\u0003\u0004 and so on'), 'a zip file whose directory is broken'],
])('%s has no files', async (_, bytes, sentence) => {
  const error = await readArchive(new Blob([bytes]).stream()).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ problem: { code: 'files-unreadable' } });
  expect(String(error)).toContain(sentence);
});

test('a gzip stream with something behind its end', async () => {
  const list = await readArchive(new Blob([gzipSync(tar), 'a trailer']).stream());
  expect([list.files.keys.length, list.isComplete]).toEqual([2, true]);
});

test('an empty archive has no files, and nothing is wrong with it', async () => {
  const list = await readArchive(new Blob([gzipSync(Buffer.alloc(1_024))]).stream());
  expect([list.files.keys.length, list.isComplete, list.problems]).toEqual([0, true, []]);
});

test('a body that breaks fails as it did', async () => {
  const failure = new RegistryError('timeout', 'a.io', 'Too slow.');
  let pulls = 0;
  const body = new ReadableStream({
    pull: (controller) => {
      pulls += 1;
      if (pulls === 1) controller.enqueue(Uint8Array.from(gzipSync(tar).subarray(0, 40)));
      else controller.error(failure);
    },
  });
  await expect(readArchive(body)).rejects.toBe(failure);
});
