import type { KeyObject, VerifyKeyObjectInput } from 'node:crypto';
import { constants, verify } from 'node:crypto';
import { cleanText } from '#lib/text/untrusted-text';
import { failed } from '#lib/verify/outcome';

/** Which algorithm each key must sign with, and no other. */
const algorithms: readonly {
  readonly name: string;
  readonly hash: string;
  readonly rsaBits?: number;
  readonly curve?: string;
}[] = [
  { name: 'PS256', hash: 'sha256', rsaBits: 2048 },
  { name: 'PS384', hash: 'sha384', rsaBits: 3072 },
  { name: 'PS512', hash: 'sha512', rsaBits: 4096 },
  { name: 'ES256', hash: 'sha256', curve: 'prime256v1' },
  { name: 'ES384', hash: 'sha384', curve: 'secp384r1' },
  { name: 'ES512', hash: 'sha512', curve: 'secp521r1' },
];

/**
 * The one algorithm that a key may sign with; undefined for a key of another type or size
 * (https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#algorithm-selection).
 */
export function algorithmOfKey(key: KeyObject): string | undefined {
  return entryOf(key)?.name;
}

/**
 * Demands that the signature fits, made with the algorithm of its key.
 *
 * @throws Refused `algorithm-refused` or `signature-mismatch`
 */
export function checkSignature(
  key: KeyObject,
  stated: string | undefined,
  signed: Uint8Array,
  signature: Uint8Array,
): void {
  const entry = entryOf(key);
  if (entry === undefined) {
    throw failed('integrity', 'algorithm-refused', 'Notation refuses a key of this type or size.');
  }
  if (entry.name !== stated) {
    const name = stated === undefined ? 'an algorithm that notation does not know' : `“${cleanText(stated)}”`;
    throw failed(
      'integrity',
      'algorithm-refused',
      `It is signed with ${name}; the key of its certificate signs with ${entry.name} alone.`,
    );
  }
  const options =
    entry.curve === undefined
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : { key, dsaEncoding: 'ieee-p1363' as const };
  if (!fits(entry.hash, signed, options, signature)) {
    throw failed('integrity', 'signature-mismatch', 'The signature does not match the signed content.');
  }
}

function fits(hash: string, signed: Uint8Array, key: VerifyKeyObjectInput, signature: Uint8Array): boolean {
  try {
    return verify(hash, signed, key, signature);
  } catch {
    return false;
  }
}

function entryOf(key: KeyObject) {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return algorithms.find(({ curve }) => curve === namedCurve);
  if (key.asymmetricKeyType !== 'rsa' || modulusLength === undefined) return undefined;
  return algorithms.find(({ rsaBits }) => rsaBits === Math.ceil(modulusLength / 8) * 8);
}
