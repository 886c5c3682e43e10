import { ociLimits } from './limits.ts';
import { OciError } from './oci-error.ts';

declare const digestBrand: unique symbol;

/** `algorithm:encoded`, checked by {@link parseDigest} or made by hashing bytes. */
export type Digest = string & { readonly [digestBrand]: true };

/** The algorithms this code can compute; others are legal, and shown as unverifiable. */
export type HashAlgorithm = 'sha256' | 'sha512';

const encodedLengths = { sha256: 64, sha512: 128 } as const satisfies Record<HashAlgorithm, number>;
// https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
const grammar = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
const lowerHex = /^[a-f0-9]+$/;

/**
 * A digest by the grammar of the image specification; those of a registered algorithm have its exact length in lower-case
 * hex (https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#registered-algorithms).
 *
 * @throws OciError `digest-invalid`, with a hint
 */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) {
    throw new OciError('digest-invalid', `"${text.slice(0, 80)}" is not a digest.`, {
      hint: 'A digest looks like sha256: followed by 64 hexadecimal digits.',
    });
  }
  return text;
}

/** Whether the text is a digest by the image-spec grammar. */
export function isDigest(text: string): text is Digest {
  if (text.length > ociLimits.digestMaxCharacters || !grammar.test(text)) return false;
  const colon = text.indexOf(':');
  const algorithm = text.slice(0, colon);
  const encoded = text.slice(colon + 1);
  if (!isHashAlgorithm(algorithm)) return true;
  return encoded.length === encodedLengths[algorithm] && lowerHex.test(encoded);
}

/** The digest that a finished hash stands for; `hex` is the lower-case output of the algorithm. */
export function digestFromHash(algorithm: HashAlgorithm, hex: string): Digest {
  return parseDigest(`${algorithm}:${hex}`);
}

/** The parts of a digest, `sha256` and the encoded hash. */
export function digestParts(digest: Digest): {
  readonly algorithm: string;
  readonly encoded: string;
} {
  const colon = digest.indexOf(':');
  return {
    algorithm: digest.slice(0, colon),
    encoded: digest.slice(colon + 1),
  };
}

/** The algorithm to check this digest with, or undefined when nobody here can compute it. */
export function hashAlgorithmOf(digest: Digest): HashAlgorithm | undefined {
  const { algorithm } = digestParts(digest);
  return isHashAlgorithm(algorithm) ? algorithm : undefined;
}

/** A digest short enough for a label: the algorithm and the first eight characters, `sha256:9f86d081`. */
export function formatShortDigest(digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  return `${algorithm}:${encoded.slice(0, 8)}`;
}

/** Whether digests of this algorithm can be computed here. */
export function isHashAlgorithm(text: string): text is HashAlgorithm {
  return text === 'sha256' || text === 'sha512';
}
