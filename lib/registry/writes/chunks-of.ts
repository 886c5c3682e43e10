import type { UploadBody } from '#lib/registry/writes/upload-body';

type Bytes = Uint8Array<ArrayBuffer>;

/** The bytes of a source in pieces of one size; the last may be smaller. A piece is used up before the next is read. */
export async function* chunksOf(body: UploadBody, chunkBytes: number): AsyncGenerator<Bytes> {
  const chunk = new Uint8Array(chunkBytes);
  let filled = 0;
  for await (let bytes of await opened(body)) {
    while (bytes.byteLength > 0) {
      const part = bytes.subarray(0, chunkBytes - filled);
      chunk.set(part, filled);
      filled += part.byteLength;
      bytes = bytes.subarray(part.byteLength);
      if (filled < chunkBytes) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

async function* opened(body: UploadBody): AsyncGenerator<Bytes> {
  try {
    for await (const bytes of await body.open()) yield bytes;
  } catch (error) {
    throw body.failure() ?? error;
  }
}
