import { createHash } from 'node:crypto';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash, hashAlgorithmOf } from '#lib/oci/digest';
import { RegistryError } from '#lib/registry/registry-error';

type Bytes = Uint8Array<ArrayBuffer>;
type Expected = { readonly digest: Digest; readonly size: number | undefined; readonly registry: string };

/** The digest of bytes, in the algorithm named. */
export function computeDigest(algorithm: HashAlgorithm, bytes: Uint8Array): Digest {
  return digestFromHash(algorithm, createHash(algorithm).update(bytes).digest('hex'));
}

/**
 * The same bytes, hashed as they pass. The stream errors in place of its end when they have not the digest or the size
 * (image-spec "Digests": verify before use), so that whoever copies it on breaks off as well. A digest whose algorithm
 * nobody here can compute lets the bytes through, still counted.
 */
export function verifiedBody(body: ReadableStream<Bytes>, expected: Expected): ReadableStream<Bytes> {
  const algorithm = hashAlgorithmOf(expected.digest);
  const hash = algorithm === undefined ? undefined : createHash(algorithm);
  const reader = body.getReader();
  let size = 0;

  const judge = (): void => {
    if (expected.size !== undefined && size !== expected.size) throw wrongSize(expected, size);
    if (algorithm === undefined || hash === undefined) return;
    const actual = digestFromHash(algorithm, hash.digest('hex'));
    if (actual !== expected.digest) throw digestMismatch(expected.registry, expected.digest, actual);
  };

  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) {
          judge();
          controller.close();
          return;
        }
        size += value.byteLength;
        if (expected.size !== undefined && size > expected.size) {
          const problem = wrongSize(expected, size);
          await reader.cancel(problem).catch(() => undefined);
          throw problem;
        }
        hash?.update(value);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read before somebody wants it.
    { highWaterMark: 0 },
  );
}

/** Bytes that are not what they were asked for by. */
export function digestMismatch(registry: string, wanted: Digest, actual: Digest): RegistryError {
  return new RegistryError(
    'digest-mismatch',
    registry,
    `${registry} sent bytes with the digest ${actual} in place of ${wanted}.`,
  );
}

function wrongSize(expected: Expected, size: number): RegistryError {
  const sent = size > (expected.size ?? 0) ? 'more' : `only ${size}`;
  return new RegistryError(
    'digest-mismatch',
    expected.registry,
    `${expected.registry} announced ${expected.size} bytes and sent ${sent}.`,
  );
}
