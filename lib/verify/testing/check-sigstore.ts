import { generateKeyPairSync } from 'node:crypto';
import type { Outcome } from '#lib/verify/outcome';
import type { Demands } from '#lib/verify/policy';
import { verifySigstore } from '#lib/verify/sigstore/verify-sigstore';
import { evidenceOf } from './evidence-maker.ts';
import { makeSigstore } from './sigstore-maker.ts';

/** The moment as of which everything is judged. */
export const now = new Date('2026-11-26T04:40:00Z');
/** While the certificate of `ada` holds. */
export const inTime = new Date('2026-06-01T12:05:00Z');
export const sigstore = makeSigstore();
export const root = sigstore.rootWith();
export const ada = sigstore.certify();
export const releaseKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const releasePem = releaseKey.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Verifies evidence by the certificate that it carries. */
export function byCertificate(made: object, demands: Partial<Demands> = {}, from = root): Outcome {
  const trust = { by: 'keyless', root: from, demands: { ignoreCtLog: false, ...demands } } as const;
  return verifySigstore(evidenceOf(made), trust, now);
}

/** Verifies evidence by a key that is called `release`. */
export function byKey(made: object, demands: Partial<Demands> = {}, pem = releasePem): Outcome {
  const key = { name: 'release', pem };
  const trust = { by: 'key', key, demands: { ignoreCtLog: false, ...demands } } as const;
  return verifySigstore(evidenceOf(made), trust, now);
}

/** What it came to in a few words. */
export function codeOf(result: Outcome): string {
  return result.isProven ? 'proven' : `${result.state} ${result.code}`;
}
