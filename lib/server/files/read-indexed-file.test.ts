import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { TocContent } from '#lib/formats/files/toc';
import { indexOf } from '#lib/formats/testing/index-of';
import { digestFromHash } from '#lib/oci/digest';
import type { ArchiveListing } from './archive-listing.ts';
import { readIndexedFile } from './read-indexed-file.ts';

const text = '0123456789';
const member = gzipSync(`skipped${text}what follows`);
const digest = digestOf(text);

test.each([
  ['its own digest', content({ digest })],
  ['the digests of its pieces', content({}, [digestOf('0123'), digestOf('456789')])],
])('a file is compared with %s', async (_, toc) => {
  const file = await read(toc);
  expect(file?.isCompared).toBe(true);
  expect(await textOf(file?.chunks)).toBe(text);
});

test('without a digest it is given, and said not to be compared', async () => {
  const file = await read(content({}));
  expect(file?.isCompared).toBe(false);
  expect(await textOf(file?.chunks)).toBe(text);
});

test.each([
  ['its own digest', content({ digest: digestOf('other') })],
  ['the digest of a piece', content({}, [digestOf('0123'), digestOf('other')])],
])('other bytes than %s says never come whole', async (_, toc) => {
  const file = await read(toc);
  await expect(textOf(file?.chunks)).rejects.toThrowError('do not have the digest');
});

test('a layer that holds less than its index says breaks off', async () => {
  const file = await read({
    ...content({}),
    chunks: [{ start: 0, size: 10, skipped: 90, digest: undefined }],
  });
  await expect(textOf(file?.chunks)).rejects.toThrowError('less of this file');
});

test('without ranges there is no single file', async () => {
  expect(await read(content({ digest }), false)).toBeUndefined();
});

function content(rest: { readonly digest?: string }, digests: readonly string[] = []): TocContent {
  const [one, two] = digests;
  const chunk = { start: 0, skipped: 7 };
  return {
    ...{ digest: rest.digest, end: member.length },
    chunks: [
      { ...chunk, size: 4, digest: one },
      { ...chunk, size: 6, digest: two },
    ],
  };
}

function read(toc: TocContent, hasRanges = true) {
  const client = createFakeClient(createFakeStore(), {
    getBlob: async () => ({
      body: new Blob([member]).stream(),
      size: member.length,
      contentRange: hasRanges ? `bytes 0-${member.length - 1}/${member.length + 100}` : undefined,
    }),
  });
  const place = { registry: 'a.io', repository: 'b', digest: digestFromHash('sha256', 'a'.repeat(64)) };
  const listing: ArchiveListing = {
    ...{ files: indexOf(['a']), source: 'estargz', compression: 'gzip', verified: 'toc-digest' },
    ...{ bytesRead: 0, isComplete: true, problems: [], sparse: new Set() },
    contents: { pieces: [toc], offsets: [0], limit: member.length + 50 },
  };
  return readIndexedFile(client, place, listing, 0, AbortSignal.timeout(9_000));
}

async function textOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  let all = '';
  for await (const chunk of chunks ?? []) all += Buffer.from(chunk).toString();
  return all;
}

function digestOf(value: string): string {
  return `sha256:${createHash('sha256').update(value).digest('hex')}`;
}
