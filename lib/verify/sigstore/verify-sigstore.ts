import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey } from 'node:crypto';
import type { SignedTime, Signer } from '#lib/graph/verification/evidence-check';
import { OciError } from '#lib/oci/oci-error';
import { cleanText } from '#lib/text/untrusted-text';
import type { CheckRefusal, Outcome } from '#lib/verify/outcome';
import { cannotCheck, failed, Refused } from '#lib/verify/outcome';
import type { Authority, NamedRoot } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { assertIssuerKnown, proveCertificate } from './certificate-proof.ts';
import type { Leaf } from './leaf.ts';
import { readLeaf } from './leaf.ts';
import { verifyLogEntries } from './log-entries.ts';
import type { Logged } from './log-inclusion.ts';
import { openBundle } from './open-bundle.ts';
import type { OpenEvidence } from './open-evidence.ts';
import { openAttestationLayer, openSignatureLayer } from './open-legacy.ts';
import { holdsSignature } from './signature.ts';
import { verifyStamps } from './stamps.ts';

type KeyTrust = Extract<Authority['trust'], { by: 'key' }>;
/** Whom a certificate names is compared by who knows the identities. */
type CertificateTrust = Omit<Extract<Authority['trust'], { by: 'keyless' }>, 'identities'>;

/**
 * Whether evidence of Sigstore, in any form of cosign, names its target and was signed by a key, or by a certificate of
 * a trusted root, with the log entries and time stamps that are asked for. Offline, as of a moment. It says who signed,
 * and compares that with nobody; it never throws.
 */
export function verifySigstore(
  evidence: SignedEvidence,
  trust: KeyTrust | CertificateTrust,
  now: Date,
): Outcome {
  const said: { signer?: Signer } = {};
  try {
    const opened = open(evidence);
    return trust.by === 'key'
      ? verifyWithKey(opened, evidence, trust, now)
      : verifyWithCertificate(opened, evidence, trust, now, said);
  } catch (error) {
    return { isProven: false, ...said, ...refusalOf(error) };
  }
}

function open({ material, target }: SignedEvidence): OpenEvidence {
  switch (material.form) {
    case 'sigstore-bundle':
      return openBundle(material.bytes, target);
    case 'cosign-simplesigning':
      return openSignatureLayer(material.bytes, material.annotations);
    case 'dsse':
      return openAttestationLayer(material.bytes, material.annotations);
    default:
      throw cannotCheck('integrity', 'form-not-supported', 'It is no evidence of Sigstore.');
  }
}

function verifyWithKey(
  opened: OpenEvidence,
  { target }: SignedEvidence,
  trust: KeyTrust,
  now: Date,
): Outcome {
  // A bundle says with what it was signed; beside a layer anything may stand.
  if (opened.form === 'bundle' && opened.beside.certificate() !== undefined)
    throw failed('trust', 'wrong-material', 'It was signed with a certificate, and a key is asked for.');
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

function verifyWithCertificate(
  opened: OpenEvidence,
  { target }: SignedEvidence,
  trust: CertificateTrust,
  now: Date,
  said: { signer?: Signer },
): Outcome {
  const bytes = opened.beside.certificate();
  if (bytes === undefined)
    throw failed('trust', 'wrong-material', 'It was signed with a key, and a certificate is asked for.');
  const leaf = readLeaf(bytes);
  said.signer = leaf.signer;
  const signature = findSignature(opened, leaf.key);
  if (signature === undefined)
    throw failed(
      'integrity',
      'signature-mismatch',
      'The signature does not fit its certificate: what is signed was changed, or the certificate is of another.',
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

type DatedTime = SignedTime & { readonly date: Date };

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

function stampsThatHold(
  { opened, signature, key }: Logged,
  root: NamedRoot,
  now: Date,
  isAskedFor: boolean,
): readonly DatedTime[] {
  const stamps = opened.beside.stamps();
  if (stamps.length === 0 && isAskedFor)
    throw failed('trust', 'timestamp-missing', 'It carries no time stamp along, and one is asked for.');
  const { held, refused } = verifyStamps({ stamps, bytes: opened.stamped ?? signature, key }, root, now);
  if (held.length === 0 && refused !== undefined && isAskedFor) throw refused;
  return held;
}

function findSignature(opened: OpenEvidence, key: KeyObject, hash?: KeyTrust['hash']): Buffer | undefined {
  return opened.signatures.find((signature) => holdsSignature(key, opened.signed, signature, hash));
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
      'The signature is one of Ed25519ph, which cannot be checked here, or it does not fit the key.',
      'Sign with a key on the curve P-256.',
    );
  return failed(
    'integrity',
    'signature-mismatch',
    `The signature does not fit the key ${cleanText(name)}.`,
    'It was made with another key, or what is signed was changed: the two cannot be told apart.',
  );
}

function withoutDate({ date: _, ...time }: DatedTime): SignedTime {
  return time;
}

function refusalOf(error: unknown): CheckRefusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof OciError)
    return failed('integrity', 'malformed', `It cannot be read. ${error.message}`).refusal;
  return cannotCheck(
    'integrity',
    'internal',
    'It cannot be checked: it does not have the shape that it should.',
  ).refusal;
}
