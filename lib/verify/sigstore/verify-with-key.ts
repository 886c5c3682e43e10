import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey } from 'node:crypto';
import { cleanText } from '#lib/text/untrusted-text';
import type { Outcome, Refused } from '#lib/verify/outcome';
import { cannotCheck, failed } from '#lib/verify/outcome';
import type { Authority } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { verifyLogEntries } from './log-entries.ts';
import type { Logged } from './log-inclusion.ts';
import type { OpenEvidence } from './open-evidence.ts';
import { findSignature, stampsThatHold, withoutDate } from './proven-times.ts';

/** A key, and what is asked for beside a signature by it. */
export type KeyTrust = Extract<Authority['trust'], { by: 'key' }>;

/**
 * Verifies evidence by a key.
 *
 * @throws Refused for the first thing that does not hold
 */
export function verifyWithKey(
  opened: OpenEvidence,
  { target }: SignedEvidence,
  trust: KeyTrust,
  now: Date,
): Outcome {
  // A bundle says with what it was signed; beside a layer anything may stand.
  if (opened.form === 'bundle' && opened.beside.certificate() !== undefined)
    throw failed(
      'trust',
      'wrong-material',
      'It is signed with a certificate, but the policy requires a key.',
    );
  const key = readKey(trust);
  const signature = findSignature(opened, key, trust.hash);
  if (signature === undefined) throw refuseKey(opened, key, trust.key.name);
  const { warnings, ...claims } = opened.claim(target);
  const spki = key.export({ type: 'spki', format: 'der' });
  const { log, timestamp } = trust.demands;
  const logged: Logged = { opened, signature, key, verifiers: [spki] };
  const logTimes = log === undefined || log === 'none' ? [] : verifyLogEntries(logged, log, now);
  const stampTimes = timestamp === undefined ? [] : stampsThatHold(logged, timestamp, now, true);
  return {
    isProven: true,
    signer: {
      kind: 'key',
      name: `key ${cleanText(trust.key.name)}`,
      keyFingerprint: createHash('sha256').update(spki).digest('hex'),
    },
    times: [...logTimes, ...stampTimes].map(withoutDate),
    ...claims,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function readKey({ key }: KeyTrust): KeyObject {
  try {
    return createPublicKey(key.pem);
  } catch {
    throw cannotCheck('trust', 'no-key', `The key ${cleanText(key.name)} cannot be read.`, 'It must be PEM.');
  }
}

function refuseKey({ form }: OpenEvidence, key: KeyObject, name: string): Refused {
  if (form === 'bundle' && key.asymmetricKeyType === 'ed25519')
    return cannotCheck(
      'integrity',
      'algorithm-not-supported',
      'The signature does not match the key, or it uses Ed25519ph, which Orrery cannot check.',
      'Sign with a key on the curve P-256.',
    );
  return failed(
    'integrity',
    'signature-mismatch',
    `The signature does not match the key ${cleanText(name)}.`,
    'Another key made it, or the signed content has changed.',
  );
}
