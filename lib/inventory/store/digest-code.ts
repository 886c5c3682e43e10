import type { Digest } from '#lib/oci/digest';
import { digestParts, parseDigest } from '#lib/oci/digest';

// https://github.com/multiformats/multicodec/blob/master/table.csv
const algorithms = { '12': 'sha256', '13': 'sha512' } as const;

/** A digest as the database keeps it, in hex: the algorithm in one byte, then the hash; 00 and the text of any other. */
export function toDigestCode(digest: Digest): string {
  const { algorithm, encoded } = digestParts(digest);
  if (algorithm === 'sha256') return `12${encoded}`;
  if (algorithm === 'sha512') return `13${encoded}`;
  return `00${Buffer.from(digest).toString('hex')}`;
}

/** The digest that the database keeps so. */
export function fromDigestCode(code: string): Digest {
  const start = code.slice(0, 2);
  const rest = code.slice(2);
  if (start === '12' || start === '13') return parseDigest(`${algorithms[start]}:${rest}`);
  return parseDigest(Buffer.from(rest, 'hex').toString());
}
