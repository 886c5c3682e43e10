import type { KeyObject } from 'node:crypto';
import { verify } from 'node:crypto';
import { cannotCheck } from '#lib/verify/outcome';

type Hash = 'sha256' | 'sha384' | 'sha512';

const curveHashes: ReadonlyMap<string | undefined, Hash> = new Map([
  ['prime256v1', 'sha256'],
  ['secp384r1', 'sha384'],
  ['secp521r1', 'sha512'],
]);

/**
 * Whether a signature is one over some bytes by a key. Of ECDSA the hash that fits the curve is tried
 * (https://www.rfc-editor.org/rfc/rfc5480#section-4), then SHA-256, which cosign takes for every key; both ways to write
 * r and s hold.
 *
 * @param hash what a policy asks for; left out: what fits the key
 * @throws Refused `algorithm-not-supported` for a key of another kind
 */
export function holdsSignature(
  key: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
  hash?: Hash,
): boolean {
  const isCurve = key.asymmetricKeyType === 'ec';
  return hashesFor(key, hash).some(
    (each) =>
      verifies(each, bytes, key, signature) ||
      (isCurve && verifies(each, bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)),
  );
}

function verifies(
  hash: Hash | null,
  bytes: Uint8Array,
  key: KeyObject | { key: KeyObject; dsaEncoding: 'ieee-p1363' },
  signature: Uint8Array,
): boolean {
  try {
    return verify(hash, bytes, key, signature);
  } catch {
    // OpenSSL gives up on some bytes that are no signature at all.
    return false;
  }
}

function hashesFor(key: KeyObject, hash: Hash | undefined): readonly (Hash | null)[] {
  const type = key.asymmetricKeyType ?? 'unknown';
  if (type === 'ed25519') return [null];
  if (type === 'rsa') return [hash ?? 'sha256'];
  const curve = key.asymmetricKeyDetails?.namedCurve;
  const fitting = type === 'ec' ? curveHashes.get(curve) : undefined;
  if (fitting === undefined)
    throw cannotCheck(
      'integrity',
      'algorithm-not-supported',
      `Signatures by keys of the kind ${curve ?? type} cannot be checked here.`,
    );
  if (hash !== undefined) return [hash];
  return [...new Set<Hash>([fitting, 'sha256'])];
}
