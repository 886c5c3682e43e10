import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '#lib/registry/auth/credential';

/** What seals with the first key, and unseals what any of them has sealed. */
export type Sealer = {
  /** `context` is bound to what is sealed: under another one it does not open. */
  readonly seal: (text: string, context: string) => Uint8Array;
  /** Undefined for bytes that were not sealed with one of the keys in this context; `isOld`: by the key before. */
  readonly unseal: (sealed: Uint8Array, context: string) => Unsealed | undefined;
};

type Unsealed = { readonly text: string; readonly isOld: boolean };

const versionByte = 1;
const idLength = 4;
const ivLength = 12;
const tagLength = 16;
const headLength = 1 + idLength + ivLength + tagLength;

/**
 * Seals with AES-256-GCM under a key that HKDF (https://www.rfc-editor.org/rfc/rfc5869) makes of a key of the server and
 * of `salt`. With the secret of a cookie as salt, neither the database nor the server's key opens anything by itself.
 *
 * @throws TypeError without a key
 */
export function createSealer(keys: readonly Secret[], salt: string, purpose: string): Sealer {
  const derived = keys.map((key) => {
    const bytes = Buffer.from(hkdfSync('sha256', key.reveal(), salt, `orrery ${purpose}`, 32));
    return { bytes, id: createHash('sha256').update(key.reveal()).digest().subarray(0, idLength) };
  });
  const [first] = derived;
  if (first === undefined) throw new TypeError('Nothing can be sealed without a key.');
  return {
    seal: (text, context) => {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', first.bytes, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(versionByte), first.id, iv, cipher.getAuthTag(), body]);
    },
    unseal: (sealed, context) => {
      const bytes = Buffer.from(sealed);
      const key = derived.find(({ id }) => id.equals(bytes.subarray(1, 1 + idLength)));
      if (key === undefined || bytes.length < headLength || bytes[0] !== versionByte) return undefined;
      const text = decrypt(bytes, key.bytes, context);
      return text === undefined ? undefined : { text, isOld: key !== first };
    },
  };
}

function decrypt(sealed: Buffer, key: Buffer, context: string): string | undefined {
  const iv = sealed.subarray(1 + idLength, 1 + idLength + ivLength);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(headLength - tagLength, headLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headLength)), decipher.final()]).toString('utf8');
  } catch {
    // Altered, or sealed with another salt.
    return undefined;
  }
}
