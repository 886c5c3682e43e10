import { createHash } from 'node:crypto';
import type { SavedQuestion } from './saved-question.ts';

/** Says which question somebody has read: another text as soon as something of it is changed, and not when it is asked. */
export function versionOf({ name, asked, isShared, keyHash, webhook }: SavedQuestion): string {
  // Whoever wrote it has named its fields in some order.
  const fields = Object.entries(asked).toSorted();
  const content = [name, fields, isShared, keyHash, webhook?.address, webhook?.secret];
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}
