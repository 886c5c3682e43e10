import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { APIRequestContext } from '@playwright/test';

const emptyType = 'application/vnd.oci.empty.v1+json';

export type SentFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
};

/** What an artifact says of itself beside its files; left out, it is of a type that nobody knows. */
type Told = {
  readonly artifactType?: string;
  readonly config?: { readonly mediaType: string; readonly bytes: Buffer };
};

/** Puts an artifact of files into the registry of the server under test. */
export async function pushFiles(
  request: APIRequestContext,
  place: { readonly repository: string; readonly tag: string },
  files: readonly SentFile[],
  told: Told = { artifactType: 'application/vnd.acme.documents.v1' },
): Promise<void> {
  const base = `/v2/${place.repository}`;
  const send = async (bytes: Buffer) => {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const answer = await request.post(`${base}/blobs/uploads/?digest=${digest}`, { data: bytes });
    if (answer.status() !== 201) throw new Error(`The blob was answered with ${answer.status()}.`);
    return { digest, size: bytes.length };
  };
  const { artifactType, config: own = { mediaType: emptyType, bytes: Buffer.from('{}') } } = told;
  const config = { mediaType: own.mediaType, ...(await send(own.bytes)) };
  const layers = [];
  for (const { name, mediaType, bytes } of files) {
    layers.push({
      ...(await send(bytes)),
      mediaType,
      annotations: { 'org.opencontainers.image.title': name },
    });
  }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const answer = await request.put(`${base}/manifests/${place.tag}`, {
    headers: { 'content-type': mediaType },
    data: JSON.stringify({ schemaVersion: 2, mediaType, artifactType, config, layers }),
  });
  if (answer.status() !== 201) throw new Error(`The manifest was answered with ${answer.status()}.`);
}

/** A picture of one colour: https://www.w3.org/TR/png-3/ */
export function png(width: number, height: number, colour: readonly [number, number, number]): Buffer {
  const row = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
