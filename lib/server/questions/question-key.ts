import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A key that opens the address of one question, and its hash, which is all that is kept of it. */
export function makeQuestionKey(): { readonly key: string; readonly keyHash: string } {
  const key = randomBytes(32).toString('base64url');
  return { key, keyHash: hashOf(key) };
}

/** Whether this is the key with that hash. Without a hash it takes as long. */
export function isQuestionKey(key: string, keyHash: string | undefined): boolean {
  const expected = keyHash ?? hashOf(randomBytes(32).toString('base64url'));
  const isSame = timingSafeEqual(Buffer.from(hashOf(key)), Buffer.from(expected));
  return isSame && keyHash !== undefined;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
