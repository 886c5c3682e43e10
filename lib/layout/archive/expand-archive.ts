import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { layoutLimits } from '#lib/layout/limits';
import { OciError } from '#lib/oci/oci-error';

/**
 * The bytes of a tar archive, decompressed where it begins like gzip (RFC 1952 2.3.1). They end with an error at
 * `maxBytes`, whatever the archive says of itself, and before that where so much comes out of so little as no content
 * does: a bomb would fill the disk first, and be found wrong by its digest only then.
 *
 * @throws OciError `layout-invalid`
 */
export async function* expandArchive(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const { archiveRatioMax, archiveRatioFreeBytes } = layoutLimits;
  let packed = 0;
  let size = 0;
  const counted = counting(stream, (bytes) => {
    packed += bytes;
  });
  for await (const chunk of expanded(counted)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new OciError('layout-invalid', 'The archive is too large.');
    if (size > archiveRatioFreeBytes && size > packed * archiveRatioMax) {
      const message = `The archive unpacks to more than ${archiveRatioMax} times its own size.`;
      const hint = 'If that is right, unpack it with gunzip and give the tar file.';
      throw new OciError('layout-invalid', message, { hint });
    }
    yield chunk;
  }
}

async function* counting(
  stream: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    onBytes(chunk.byteLength);
    yield chunk;
  }
}

async function* expanded(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  let next = await chunks.next();
  while (!next.done && head.byteLength + next.value.byteLength < 2) {
    head = Buffer.concat([head, next.value]);
    next = await chunks.next();
  }
  if (!next.done) head = Buffer.concat([head, next.value]);
  const whole = joined(head, chunks);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip();
  const fed = pipeline(Readable.from(whole, { objectMode: false }), gunzip);
  // The loop gets the same error; this only keeps it from counting as unhandled.
  fed.catch(() => {});
  yield* gunzip;
  await fed;
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.byteLength > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
