import { createHash } from 'node:crypto';
import type { SignedTime, Signer } from '#lib/graph/verification/evidence-check';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import type { CheckRefusal, Outcome } from '#lib/verify/outcome';
import { cannotCheck, failed, Refused } from '#lib/verify/outcome';
import type { TrustStatement } from '#lib/verify/policy';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import { checkSignature } from './algorithms.ts';
import type { Attributes } from './attributes.ts';
import { readAttributes, refusePlugin } from './attributes.ts';
import { checkTarget } from './binding.ts';
import type { Certificate } from './certificate.ts';
import { isValidAt, readCertificate } from './certificate.ts';
import { checkChain } from './chain.ts';
import { readCoseEnvelope } from './cose.ts';
import { verifyCounterSignature } from './counter-signature.ts';
import { subjectText } from './distinguished-name.ts';
import type { NotationEnvelope } from './envelope.ts';
import { readJwsEnvelope } from './jws.ts';
import type { Action, NotationCheck } from './trust-level.ts';
import { actionsOf } from './trust-level.ts';
import type { TrustStores } from './trust-store.ts';
import { certificatesOfStores, checkIdentity, checkTrusted } from './trust-store.ts';

/** Whether a certificate was revoked; asked for those alone that say where to ask. */
export type Revocation = (certificate: Uint8Array, issuer: Uint8Array) => 'good' | 'revoked' | 'unknown';

/** What a signature is held against. */
export type NotationDemands = {
  readonly statement: TrustStatement;
  readonly stores: TrustStores;
  readonly now: Date;
  /** Left out where the network is not asked: who could have been revoked is then not known. */
  readonly revocation?: Revocation;
};

/** One check of a statement: what is done with it, and what is wrong. */
type NotationResult = {
  readonly check: NotationCheck;
  readonly action: Action;
  /** Undefined where it holds, or was not looked at. */
  readonly problem?: CheckRefusal;
};

/** What came out, check by check. */
export type NotationOutcome = Outcome & { readonly results: readonly NotationResult[] };

/**
 * Verifies a signature of the Notary Project against one statement of a trust policy
 * (https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#signature-verification-details):
 * it is proven exactly where `notation verify` would exit with 0. What a statement only logs is a warning. Throws nothing.
 */
export function verifyNotation(evidence: SignedEvidence, trust: NotationDemands): NotationOutcome {
  const results: NotationResult[] = [];
  const found: Found = { times: [], warnings: [] };
  try {
    const signer = run(evidence, trust, found, results);
    const { times, warnings } = found;
    return { isProven: true, signer, times, results, ...(warnings.length === 0 ? {} : { warnings }) };
  } catch (error) {
    const refusal = error instanceof Refused ? error.refusal : internal;
    const { signer, times } = found;
    return { isProven: false, ...refusal, ...(signer === undefined ? {} : { signer }), times, results };
  }
}

/**
 * Whether a signature holds whoever made it: its chain is in any of the stores, it has not expired, and its time fits. Where
 * a certificate says where its revocation can be asked, a warning says that nobody asked. Throws nothing.
 */
export function proveNotation(
  evidence: SignedEvidence,
  { stores, now, revocation }: Omit<NotationDemands, 'statement'>,
): NotationOutcome {
  const statement: TrustStatement = {
    name: 'any',
    registryScopes: ['*'],
    signatureVerification: {
      level: 'strict',
      override: revocation === undefined ? { revocation: 'log' } : {},
      verifyTimestamp: 'afterCertExpiry',
    },
    trustStores: Object.keys(stores),
    trustedIdentities: ['*'],
  };
  const trust = { statement, stores, now, ...(revocation === undefined ? {} : { revocation }) };
  return verifyNotation(evidence, trust);
}

/**
 * What is wrong with a signature whoever made it: it cannot be read, does not fit its own certificate, or names another
 * artifact. Undefined where nothing is; it never throws.
 */
export function disproveNotation(evidence: SignedEvidence, now: Date): CheckRefusal | undefined {
  const outcome = proveNotation(evidence, { stores: {}, now });
  if (outcome.isProven || outcome.facet === 'trust') return undefined;
  const { state, facet, code, reason, help } = outcome;
  return { state, facet, code, reason, ...(help === undefined ? {} : { help }) };
}

const internal: CheckRefusal = {
  state: 'cannot-check',
  facet: 'integrity',
  code: 'internal',
  reason: 'The check failed because of an error in Orrery.',
};

/** What is known so far; it is told where a later check refuses. */
type Found = { signer?: Signer; times: SignedTime[]; warnings: string[] };

type Opened = {
  readonly envelope: NotationEnvelope;
  readonly attributes: Attributes;
  readonly chain: readonly Certificate[];
  readonly signer: Certificate;
};

function run(
  evidence: SignedEvidence,
  trust: NotationDemands,
  found: Found,
  results: NotationResult[],
): Signer {
  const { statement, stores, now } = trust;
  const actions = actionsOf(statement.signatureVerification);
  const opened = open(evidence, found);
  results.push({ check: 'integrity', action: 'enforce' });
  found.warnings.push(...checkTarget(opened.envelope.payload, evidence.target));
  if (actions === undefined) throw skipped();
  refusePlugin(opened.envelope);
  const check = (name: NotationCheck, judge: () => void) => {
    const action = actions[name];
    const problem = action === 'skip' ? undefined : refusalOf(judge);
    results.push({ check: name, action, ...(problem === undefined ? {} : { problem }) });
    if (problem === undefined) return;
    if (action === 'enforce') throw new Refused(problem);
    found.warnings.push(`The policy only logs this: ${problem.reason}`);
  };
  check('authenticity', () => {
    const type = opened.attributes.scheme === 'notary.x509' ? 'ca' : 'signingAuthority';
    checkTrusted(opened.chain, certificatesOfStores(statement.trustStores, type, stores));
    checkIdentity(opened.signer, statement.trustedIdentities);
  });
  check('expiry', () => checkExpiry(opened.attributes, now));
  check('authenticTimestamp', () => checkTime(opened, trust, found));
  check('revocation', () => checkRevocation(opened.chain, trust.revocation));
  return signerOf(opened.signer);
}

/** Reads and proves everything that needs no policy. */
function open({ material }: SignedEvidence, found: Found): Opened {
  const envelope = envelopeOf(material);
  const [first] = envelope.chain;
  if (first === undefined) throw failed('integrity', 'certificate-chain', 'It has no certificate.');
  if (envelope.chain.length > verifyLimits.chainMaxCertificates) {
    throw failed('integrity', 'certificate-chain', 'It carries more certificates than a chain needs.');
  }
  const signer = readCertificate(first);
  found.signer = signerOf(signer);
  checkSignature(signer.publicKey, envelope.algorithm, envelope.signed, envelope.signature);
  const attributes = readAttributes(envelope);
  found.times.push({ source: 'claimed', at: attributes.signingTime.toISOString() });
  found.warnings.push(...envelope.warnings, ...attributes.warnings);
  const chain = envelope.chain.map((der) => readCertificate(der));
  checkChain(chain, 'code');
  return { envelope, attributes, chain, signer };
}

function envelopeOf(material: SignedEvidence['material']): NotationEnvelope {
  if (material.form === 'notation-jws') return readJwsEnvelope(material.bytes);
  if (material.form === 'notation-cose') return readCoseEnvelope(material.bytes);
  throw failed('integrity', 'wrong-material', 'It is not a notation signature.');
}

function refusalOf(judge: () => void): CheckRefusal | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

function checkExpiry({ expiry }: Attributes, now: Date): void {
  if (expiry === undefined || now < expiry) return;
  throw failed('trust', 'expired', `The signature expired at ${expiry.toISOString()}.`);
}

/**
 * The certificates held when it was signed: now, or at the time of a stamp where the statement names stores of time
 * stamping authorities, or at the time that a signing authority vouches for.
 */
function checkTime({ envelope, attributes, chain }: Opened, trust: NotationDemands, found: Found): void {
  const { statement, stores, now } = trust;
  if (attributes.scheme !== 'notary.x509') {
    if (chain.every((one) => isValidAt(one, attributes.signingTime))) return;
    throw expiredCertificate('did not hold when the authority says that it was signed');
  }
  const names = statement.trustStores.filter((name) => name.startsWith('tsa:'));
  const isExpired = chain.some(({ notAfter }) => now > notAfter);
  const isAsked = statement.signatureVerification.verifyTimestamp === 'always' || isExpired;
  if (names.length === 0 || !isAsked) {
    if (chain.every((one) => isValidAt(one, now))) return;
    throw expiredCertificate('does not hold now');
  }
  if (envelope.stamp === undefined && isExpired) {
    throw expiredCertificate('does not hold now, and no time stamp says that it did');
  }
  if (envelope.stamp === undefined) throw unstamped();
  const stamped = verifyCounterSignature(
    envelope.stamp,
    envelope.signature,
    certificatesOfStores(names, 'tsa', stores),
  );
  const by = cleanText(subjectText(stamped.authority.subject));
  found.times.push({ source: 'timestamp', at: stamped.at.toISOString(), by });
  if (!chain.every((one) => isValidAt(one, stamped.from, stamped.to))) {
    throw expiredCertificate('did not hold at the time of the stamp');
  }
  checkRevocation(stamped.chain, trust.revocation);
}

function checkRevocation(chain: readonly Certificate[], revocation: Revocation | undefined): void {
  for (const [place, certificate] of chain.entries()) {
    const issuer = chain[place + 1];
    if (issuer === undefined || !certificate.isRevocable) continue;
    const status = revocation?.(certificate.der, issuer.der);
    if (status === 'revoked') {
      throw failed('trust', 'certificate-revoked', 'A certificate in its chain was revoked.');
    }
    if (status !== 'good') {
      throw cannotCheck(
        'trust',
        'revocation-not-checked',
        'It is unknown whether its certificates are revoked: Orrery works offline.',
        'Run “notation verify”, or let the statement override “revocation” with “log” or “skip”.',
      );
    }
  }
}

function unstamped(): Error {
  return failed(
    'trust',
    'timestamp-missing',
    'It has no time stamp, but the policy requires one.',
    'Sign with “--timestamp-url”, or let the statement name no store “tsa:…”.',
  );
}

function expiredCertificate(what: string): Error {
  return failed('trust', 'certificate-expired', `A certificate of its chain ${what}.`);
}

function skipped(): Error {
  return cannotCheck(
    'trust',
    'no-policy',
    'The trust policy skips verification for this repository, so that nobody is trusted.',
    'Give the statement the level “strict”.',
  );
}

function signerOf({ publicKey, notBefore, notAfter, subject, issuer }: Certificate): Signer {
  const identity = subjectText(subject);
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return {
    kind: 'certificate',
    name: cleanText(/(?:^|, )(CN=[^,]*)/.exec(identity)?.[1] ?? identity),
    identity,
    issuer: subjectText(issuer),
    keyFingerprint: createHash('sha256').update(key).digest('hex'),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  };
}
