import type { KeyObject } from 'node:crypto';
import type { SignedTime } from '#lib/graph/verification/evidence-check';
import { failed } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import type { Logged } from './log-inclusion.ts';
import type { OpenEvidence } from './open-evidence.ts';
import { holdsSignature } from './signature.ts';
import { verifyStamps } from './stamps.ts';

/** A proven time, as text and as a moment. */
export type DatedTime = SignedTime & { readonly date: Date };

/** The time without its moment, which has no place in an answer. */
export function withoutDate({ date: _, ...time }: DatedTime): SignedTime {
  return time;
}

/**
 * The time stamps that hold, one at least where they are asked for.
 *
 * @throws Refused `timestamp-missing`, `timestamp-invalid`, `no-trusted-root`, `time-in-future`
 */
export function stampsThatHold(
  { opened, signature, key }: Logged,
  root: NamedRoot,
  now: Date,
  isAskedFor: boolean,
): readonly DatedTime[] {
  const stamps = opened.beside.stamps();
  if (stamps.length === 0 && isAskedFor)
    throw failed('trust', 'timestamp-missing', 'It has no time stamp, and the policy requires one.');
  const { held, refused } = verifyStamps({ stamps, bytes: opened.stamped ?? signature, key }, root, now);
  if (held.length === 0 && refused !== undefined && isAskedFor) throw refused;
  return held;
}

/** The first signature that a key made; undefined where none fits. */
export function findSignature(
  opened: OpenEvidence,
  key: KeyObject,
  hash?: 'sha256' | 'sha384' | 'sha512',
): Buffer | undefined {
  return opened.signatures.find((signature) => holdsSignature(key, opened.signed, signature, hash));
}
