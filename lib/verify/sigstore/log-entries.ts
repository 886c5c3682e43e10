import type { KeyObject } from 'node:crypto';
import { createHash, verify } from 'node:crypto';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { Verifier } from '@sigstore/verify';
import type { SignedTime } from '#lib/graph/verification/evidence-check';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import { cannotCheck, failed, Refused } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import { rfc3339 } from './leaf.ts';
import { readLogBody } from './log-body.ts';
import type { OpenEvidence } from './open-evidence.ts';
import { trustMaterialOf } from './trusted-root.ts';

/** Who signed what, as an entry of a log must repeat it. */
export type Logged = {
  readonly opened: OpenEvidence;
  /** The one that holds. */
  readonly signature: Buffer;
  readonly key: KeyObject;
  /** DER of the certificate where there is one, and of the key. */
  readonly verifiers: readonly Buffer[];
};

type LogTime = SignedTime & { readonly date: Date };

/**
 * Proves that a signature stands in a log of a root: by the promise of the log or by a proof of inclusion, of Rekor 1 and
 * 2. Entries of other logs count for nothing, as for cosign, and one at least must be left. Gives the times that the log
 * has signed; an entry of Rekor 2 has none.
 *
 * @throws Refused `log-entry-missing`, `log-not-known`, `log-entry-invalid`, `time-in-future`, `invalid-trusted-root`
 */
export function verifyLogEntries(logged: Logged, { name, root }: NamedRoot, now: Date): readonly LogTime[] {
  const { tlogs } = trustMaterialOf(root);
  const entries = logged.opened.beside.entries();
  if (entries.length === 0)
    throw failed(
      'trust',
      'log-entry-missing',
      'It carries no entry of a transparency log along.',
      'Sign again with a log, or let the policy ask for none: nothing is looked up online.',
    );
  assertFewAndDifferent(entries);
  const ours = entries.filter(({ logId }) => tlogs.some(({ logID }) => logID.equals(logId.keyId)));
  if (ours.length === 0)
    throw cannotCheck(
      'trust',
      'log-not-known',
      `The trusted root ${name} does not know the transparency log ${logName(entries[0])}.`,
      'Use the trusted root of the instance of Sigstore that signed it.',
    );
  return ours.flatMap((entry) => {
    assertHolds(entry, logged, tlogs);
    return timeOf(entry, tlogs, now);
  });
}

function assertFewAndDifferent(entries: readonly TransparencyLogEntry[]): void {
  const { logEntriesMax } = verifyLimits;
  if (entries.length > logEntriesMax) throw invalid(`It carries more than ${logEntriesMax} of them along.`);
  const places = new Set(entries.map(({ logId, logIndex }) => `${logId.keyId.toString('hex')} ${logIndex}`));
  const bodies = new Set(
    entries.map(({ logId, canonicalizedBody }) =>
      Buffer.concat([logId.keyId, canonicalizedBody]).toString('hex'),
    ),
  );
  if (Math.min(places.size, bodies.size) < entries.length)
    throw invalid('It carries the same one along twice.');
}

function assertHolds(entry: TransparencyLogEntry, logged: Logged, tlogs: TrustMaterial['tlogs']): void {
  const isLegacy = logged.opened.form === 'legacy';
  try {
    assertShort(entry);
    if (isLegacy) assertPromise(entry, tlogs);
    else assertIncluded(entry, logged, tlogs);
    const body = readLogBody(entry.canonicalizedBody);
    if (isLegacy) assertSame(body, logged);
    if (body.verifier !== undefined && !logged.verifiers.some((one) => body.verifier?.equals(one)))
      throw invalid('It names another signer.');
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw invalid(error instanceof Error ? `${cleanText(error.message, 100)}.` : 'It cannot be read.');
  }
}

/** The library reads these numbers before it has seen any signature, and long ones take it seconds. */
function assertShort({ inclusionProof }: TransparencyLogEntry): void {
  if (inclusionProof === undefined) return;
  const { checkpointMaxCharacters, logIndexMaxDigits } = verifyLimits;
  const head = inclusionProof.checkpoint?.envelope ?? '';
  const size = head.slice(0, checkpointMaxCharacters).split('\n', 2)[1] ?? '';
  const isShort =
    head.length <= checkpointMaxCharacters &&
    Math.max(size.length, inclusionProof.logIndex.length) <= logIndexMaxDigits;
  if (!isShort) throw invalid('Its proof has numbers that no log has.');
}

/** The hash and the signature that an entry beside a layer names; the library knows fewer kinds of entries. */
function assertSame({ hash, signature, verifier }: ReturnType<typeof readLogBody>, logged: Logged): void {
  if (hash !== createHash('sha256').update(logged.opened.logged).digest('hex'))
    throw invalid('It is about another payload.');
  if (verifier === undefined) throw invalid('It names no signer.');
  if (logged.opened.stamped === undefined && signature !== undefined && !signature.equals(logged.signature))
    throw invalid('It is about another signature.');
}

/** The promise of Rekor 1, signed over https://www.rfc-editor.org/rfc/rfc8785: these names are in that order. */
function assertPromise(entry: TransparencyLogEntry, tlogs: TrustMaterial['tlogs']): void {
  const { canonicalizedBody, integratedTime, logId, logIndex } = entry;
  const at = new Date(Number(integratedTime) * 1000);
  const promised = JSON.stringify({
    body: canonicalizedBody.toString('base64'),
    integratedTime: Number(integratedTime),
    logID: logId.keyId.toString('hex'),
    logIndex: Number(logIndex),
  });
  const signed = entry.inclusionPromise?.signedEntryTimestamp ?? Buffer.alloc(0);
  const holds = tlogs.some(
    ({ logID, publicKey, validFor }) =>
      logID.equals(logId.keyId) &&
      validFor.start <= at &&
      at <= validFor.end &&
      verify(
        publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256',
        Buffer.from(promised),
        publicKey,
        signed,
      ),
  );
  if (!holds) throw invalid('The promise of the log does not hold.');
}

/** The library's own check of one entry; the key and the times of the entity are those that let it pass on. */
function assertIncluded(entry: TransparencyLogEntry, logged: Logged, tlogs: TrustMaterial['tlogs']): void {
  const material: TrustMaterial = {
    certificateAuthorities: [],
    timestampAuthorities: [],
    ctlogs: [],
    tlogs,
    publicKey: () => ({ publicKey: logged.key, validFor: () => true }),
  };
  const verifier = new Verifier(material, { tlogThreshold: 1, ctlogThreshold: 0, timestampThreshold: 0 });
  verifier.verify({
    signature: contentOf(logged),
    key: { $case: 'public-key', hint: '' },
    timestamps: [],
    tlogEntries: [withoutBareProof(entry)],
  });
}

/** Bundles of version 0.1 may hold a proof without the signed head of the log, which proves nothing; the promise does. */
function withoutBareProof(entry: TransparencyLogEntry): TransparencyLogEntry {
  const isBare = entry.inclusionPromise !== undefined && entry.inclusionProof?.checkpoint === undefined;
  return isBare ? { ...entry, inclusionProof: undefined } : entry;
}

/** What the library compares with the body of an entry. */
function contentOf({ opened, signature }: Logged): SignedEntity['signature'] {
  return {
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => hasDigest(opened.logged, other),
    compareSignedDigest: (other) => hasDigest(opened.signed, other),
    verifySignature: () => true,
  };
}

const hashBySize: ReadonlyMap<number, string> = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

function hasDigest(bytes: Buffer, digest: Buffer): boolean {
  const hash = hashBySize.get(digest.length);
  return hash !== undefined && createHash(hash).update(bytes).digest().equals(digest);
}

function timeOf(
  { inclusionPromise, integratedTime, logId, logIndex }: TransparencyLogEntry,
  tlogs: TrustMaterial['tlogs'],
  now: Date,
): readonly LogTime[] {
  if (inclusionPromise === undefined) return [];
  const date = new Date(Number(integratedTime) * 1000);
  if (date.getTime() > now.getTime() + verifyLimits.clockSkewMs)
    throw failed(
      'trust',
      'time-in-future',
      'Its log entry was made later than the moment that is asked about.',
    );
  const by = tlogs.find(({ logID }) => logID.equals(logId.keyId))?.baseURL;
  return [{ source: 'log', at: rfc3339(date), ...(by === undefined ? {} : { by }), logIndex, date }];
}

/** As the log calls itself in its signed head, else by its id. */
function logName(entry: TransparencyLogEntry | undefined): string {
  const head = entry?.inclusionProof?.checkpoint?.envelope.split('\n', 1)[0] ?? '';
  return cleanText(head) || (entry?.logId.keyId.toString('hex') ?? '');
}

function invalid(why: string): Refused {
  return failed('trust', 'log-entry-invalid', `The entry of the transparency log does not hold. ${why}`);
}
