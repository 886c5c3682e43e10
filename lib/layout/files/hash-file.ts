import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';

/** The digest of these bytes. */
export function hashBytes(algorithm: HashAlgorithm, bytes: Uint8Array): Digest {
  return digestFromHash(algorithm, createHash(algorithm).update(bytes).digest('hex'));
}

/** The digest of a file, read in chunks. */
export async function hashFile(algorithm: HashAlgorithm, path: string): Promise<Digest> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return digestFromHash(algorithm, hash.digest('hex'));
}
