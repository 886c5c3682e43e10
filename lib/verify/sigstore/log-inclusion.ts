import type { KeyObject } from 'node:crypto';
import { createHash, verify } from 'node:crypto';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { Verifier } from '@sigstore/verify';
import { verifyLimits } from '#lib/verify/limits';
import type { Refused } from '#lib/verify/outcome';
import { failed } from '#lib/verify/outcome';
import type { OpenEvidence } from './open-evidence.ts';

/** Who signed what, as an entry of a log must repeat it. */
export type Logged = {
  readonly opened: OpenEvidence;
  /** The one that holds. */
  readonly signature: Buffer;
  readonly key: KeyObject;
  /** DER of the certificate where there is one, and of the key. */
  readonly verifiers: readonly Buffer[];
};

/**
 * Proves that an entry stands in one of some logs: beside a layer by the promise of Rekor 1, in a bundle by that, or by a
 * proof of inclusion, and that it is about what was signed.
 *
 * @throws Refused `log-entry-invalid`, and what the library throws
 */
export function assertInLog(
  entry: TransparencyLogEntry,
  logged: Logged,
  tlogs: TrustMaterial['tlogs'],
): void {
  assertShort(entry);
  if (logged.opened.form === 'legacy') assertPromise(entry, tlogs);
  else assertIncluded(entry, logged, tlogs);
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
  if (!isShort) throw invalidEntry('Its proof has numbers that no log can have.');
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
  if (!holds) throw invalidEntry('The signed entry timestamp of the log is invalid.');
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

/** What to throw for an entry that does not hold. */
export function invalidEntry(why: string): Refused {
  return failed('trust', 'log-entry-invalid', `The transparency log entry is invalid. ${why}`);
}
