import type { Signer } from '#lib/graph/verification/evidence-check';
import type { Outcome } from '#lib/verify/outcome';
import { failed } from '#lib/verify/outcome';
import type { Authority, NamedRoot } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { assertIssuerKnown, proveCertificate } from './certificate-proof.ts';
import type { Leaf } from './leaf.ts';
import { readLeaf } from './leaf.ts';
import { verifyLogEntries } from './log-entries.ts';
import type { Logged } from './log-inclusion.ts';
import type { OpenEvidence } from './open-evidence.ts';
import type { DatedTime } from './proven-times.ts';
import { findSignature, stampsThatHold, withoutDate } from './proven-times.ts';

/** A root, and what is asked for. Whom a certificate names is compared by who knows the identities. */
export type CertificateTrust = Omit<Extract<Authority['trust'], { by: 'keyless' }>, 'identities'>;

/**
 * Verifies evidence by the certificate that it carries; `said` hears whom that names as soon as it is read.
 *
 * @throws Refused for the first thing that does not hold
 */
export function verifyWithCertificate(
  opened: OpenEvidence,
  { target }: SignedEvidence,
  trust: CertificateTrust,
  now: Date,
  said: { signer?: Signer },
): Outcome {
  const bytes = opened.beside.certificate();
  if (bytes === undefined)
    throw failed(
      'trust',
      'wrong-material',
      'It is signed with a key, but the policy requires a certificate.',
    );
  const leaf = readLeaf(bytes);
  said.signer = leaf.signer;
  const signature = findSignature(opened, leaf.key);
  if (signature === undefined)
    throw failed(
      'integrity',
      'signature-mismatch',
      'The signature does not match its certificate: the signed content or the certificate has changed.',
    );
  const { warnings, ...claims } = opened.claim(target);
  assertIssuerKnown(leaf, trust.root);
  const times = timesOf(opened, leaf, signature, trust, now);
  const moments = times.length === 0 ? [now] : times.map(({ date }) => date);
  proveCertificate(leaf, moments, trust.root, trust.demands.ignoreCtLog);
  return {
    isProven: true,
    signer: leaf.signer,
    times: times.map(withoutDate),
    ...claims,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** When a certificate was used, of all that is asked for; empty where nothing is: the moment itself counts then. */
function timesOf(
  opened: OpenEvidence,
  { der, key, certificate }: Leaf,
  signature: Buffer,
  { root, demands }: CertificateTrust,
  now: Date,
): readonly DatedTime[] {
  const logged: Logged = { opened, signature, key, verifiers: [der, certificate.publicKey] };
  const log = logAskedFor(opened, root, demands);
  const logTimes = log === undefined ? [] : verifyLogEntries(logged, log, now);
  if (log === undefined && demands.timestamp === undefined) return [];
  const stampTimes = stampsThatHold(logged, demands.timestamp ?? root, now, demands.timestamp !== undefined);
  const times = [...logTimes, ...stampTimes];
  if (times.length === 0)
    throw failed(
      'trust',
      'timestamp-missing',
      'Its log entry holds no time, and no time stamp says when the certificate was used.',
    );
  return times;
}

/** A bundle must carry an entry unless a time stamp or nothing is asked for; the older forms must where a log is named. */
function logAskedFor(
  { form }: OpenEvidence,
  root: NamedRoot,
  { log, timestamp }: CertificateTrust['demands'],
): NamedRoot | undefined {
  if (log === 'none') return undefined;
  return log ?? (form === 'bundle' && timestamp === undefined ? root : undefined);
}
