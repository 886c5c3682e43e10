import { constants, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { Decompress } from '#lib/formats/containers/unpack';

const { Z_SYNC_FLUSH, ZSTD_e_flush } = constants;

/** Each gives of cut bytes what they hold. */
const unpackers = {
  gzip: (bytes: Uint8Array, maxOutputLength: number) =>
    gunzipSync(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }),
  deflate: (bytes: Uint8Array, maxOutputLength: number) =>
    inflateSync(bytes, { maxOutputLength, finishFlush: Z_SYNC_FLUSH }),
  zstd: (bytes: Uint8Array, maxOutputLength: number) =>
    zstdDecompressSync(bytes, { maxOutputLength, finishFlush: ZSTD_e_flush }),
} as const;

/**
 * Opens what was compressed, at most `maxBytes` of it; undefined where the bytes are broken or there is more in them, as
 * in a bomb.
 */
export const decompress: Decompress = (bytes, encoding, maxBytes) => {
  try {
    return unpackers[encoding](bytes, maxBytes);
  } catch {
    return undefined;
  }
};
