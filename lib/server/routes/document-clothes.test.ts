import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { describeBytes } from '#e2e/fakes/fake-store';
import { documentsSchema } from '#lib/api/contract/document-contract';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerDocument } from './documents.ts';

let registry: EmbeddedRegistry;
beforeEach(async () => {
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const repository = 'team/clothes';
const spdx = JSON.stringify({ spdxVersion: 'SPDX-2.3', packages: [{ name: 'a' }, { name: 'ü' }] });
const statement = JSON.stringify({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [],
  predicateType: 'https://spdx.dev/Document',
  predicate: JSON.parse(spdx),
});
const dsse = JSON.stringify({
  payloadType: 'application/vnd.in-toto+json',
  payload: Buffer.from(statement).toString('base64'),
  signatures: [{ sig: 'AAAA' }],
});

/** The documents of an artifact with one file. */
async function read(bytes: Uint8Array, mediaType: string) {
  const blob = { ...describeBytes(bytes, mediaType), mediaType };
  const path = `/v2/${repository}/blobs/uploads/?digest=${blob.digest}`;
  const sent = await registry.handle(
    new Request(`http://${embeddedHost}${path}`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(bytes.byteLength) },
    }),
  );
  expect(sent.status).toBe(201);
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [blob] };
  const { digest } = await pushManifest(registry, repository, { ...manifest, artifactType: mediaType });
  const ref = encodeURIComponent(`${embeddedHost}/${repository}@${digest}`);
  const response = await callRoute(answerDocument, `/api/document?ref=${ref}`);
  return documentsSchema.parse(await response.json()).documents;
}

test.each([
  ['as it is', Buffer.from(spdx), 'application/spdx+json'],
  ['with a byte order mark', Buffer.from(`\ufeff${spdx}`), 'application/spdx+json'],
  ['in UTF-16', Buffer.from(`\ufeff${spdx}`, 'utf16le'), 'application/spdx+json'],
  ['packed with gzip', gzipSync(spdx), 'application/spdx+json+gzip'],
  ['packed with zstd under another name', zstdCompressSync(spdx), 'application/spdx+json'],
  ['in a signed envelope', Buffer.from(dsse), 'application/vnd.dsse.envelope.v1+json'],
  ['in an envelope that is packed', gzipSync(dsse), 'application/gzip'],
])('an SBOM %s is one', async (_, bytes, mediaType) => {
  const documents = await read(bytes, mediaType);
  expect(documents).toMatchObject([
    { kind: 'sbom', format: 'spdx-json', summary: { of: 'sbom', packages: 2 }, problems: [] },
  ]);
});

test('a file of several lines is several documents', async () => {
  const documents = await read(Buffer.from(`${dsse}\n${dsse}\n`), 'application/jsonl');
  expect(documents.map(({ index, kind, envelope }) => [index, kind, envelope])).toEqual([
    [0, 'sbom', ['dsse', 'in-toto']],
    [1, 'sbom', ['dsse', 'in-toto']],
  ]);
});

test.each([
  ['a file that is cut', Buffer.from(spdx.slice(0, -10)), 'application/spdx+json'],
  ['a bomb', gzipSync(Buffer.alloc(70 * 1024 * 1024)), 'application/spdx+json'],
  ['a file that is not what it seems', Buffer.from([0x1f, 0x8b, 8, 1, 2, 3]), 'application/spdx+json'],
  ['ten thousand levels', Buffer.from('['.repeat(10_000)), 'application/json'],
])('%s is one sentence', async (_, bytes, mediaType) => {
  const documents = await read(bytes, mediaType);
  expect(documents).toHaveLength(1);
  expect(documents[0]?.problems).toHaveLength(1);
});
