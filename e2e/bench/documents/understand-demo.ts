import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { readContent } from '#lib/formats/content/read-content';
import { computeDigest } from '#lib/registry/body';
import { decompress } from '#lib/server/documents/decompress';

const layout = resolve(import.meta.dirname, '../../../lib/server/demo/demo-layout.tar');
const rounds = 40;

export type Understanding = {
  readonly documents: number;
  readonly bytes: number;
  /** Processor time per MiB, in milliseconds: all summaries and rows, and `JSON.parse` of the same bytes. */
  readonly ours: number;
  readonly bare: number;
};

/** Reads every JSON document of the demo, with its summary and all of its rows, and parses the same bytes alone. */
export async function understandDemo(): Promise<Understanding> {
  const documents = (await blobsOfDemo()).filter((bytes) => isJson(bytes) && understand(bytes) > 0);
  const bytes = documents.reduce((sum, each) => sum + each.byteLength, 0);
  const perMiB = (work: (bytes: Uint8Array) => unknown) => {
    // Code is compiled in the first round.
    for (const each of documents) work(each);
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) for (const each of documents) work(each);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / rounds / (bytes / 1024 ** 2);
  };
  return { documents: documents.length, bytes, bare: perMiB(parse), ours: perMiB(understand) };
}

async function blobsOfDemo(): Promise<readonly Uint8Array[]> {
  const blobs: Uint8Array[] = [];
  const archive = createReadStream(layout).pipe(extract());
  for await (const entry of archive) {
    const bytes = new Uint8Array(await buffer(entry));
    if (entry.header.name.startsWith('blobs/')) blobs.push(bytes);
  }
  return blobs;
}

function isJson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b || bytes[0] === 0x5b;
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function understand(bytes: Uint8Array): number {
  const blob = {
    digest: computeDigest('sha256', bytes.subarray(0, 1)),
    mediaType: 'application/json',
    size: bytes.byteLength,
  };
  const { documents } = readContent({ blob, bytes, isWhole: true }, decompress);
  for (const { summary, rows = {} } of documents) {
    summary?.();
    for (const list of Object.values(rows)) for (const _ of list());
  }
  return documents.length;
}
