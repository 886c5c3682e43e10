import { createHash } from 'node:crypto';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { TrustMaterial } from '@sigstore/verify';
import type { SignedTime } from '#lib/graph/verification/evidence-check';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import { cannotCheck, failed, Refused } from '#lib/verify/outcome';
import type { NamedRoot } from '#lib/verify/policy';
import { rfc3339 } from './leaf.ts';
import { readLogBody } from './log-body.ts';
import type { Logged } from './log-inclusion.ts';
import { assertInLog, invalidEntry } from './log-inclusion.ts';
import { trustMaterialOf } from './trusted-root.ts';

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
      'It has no transparency log entry.',
      'Sign again with a transparency log, or let the policy require none. Orrery looks up nothing online.',
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
  if (entries.length > logEntriesMax)
    throw invalidEntry(`It carries more than ${logEntriesMax} of them along.`);
  const places = new Set(entries.map(({ logId, logIndex }) => `${logId.keyId.toString('hex')} ${logIndex}`));
  const bodies = new Set(
    entries.map(({ logId, canonicalizedBody }) =>
      Buffer.concat([logId.keyId, canonicalizedBody]).toString('hex'),
    ),
  );
  if (Math.min(places.size, bodies.size) < entries.length)
    throw invalidEntry('It carries the same certificate twice.');
}

function assertHolds(entry: TransparencyLogEntry, logged: Logged, tlogs: TrustMaterial['tlogs']): void {
  const isLegacy = logged.opened.form === 'legacy';
  try {
    assertInLog(entry, logged, tlogs);
    const body = readLogBody(entry.canonicalizedBody);
    if (isLegacy) assertSame(body, logged);
    if (body.verifier !== undefined && !logged.verifiers.some((one) => body.verifier?.equals(one)))
      throw invalidEntry('It names another signer.');
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw invalidEntry(error instanceof Error ? `${cleanText(error.message, 100)}.` : 'It cannot be read.');
  }
}

/** The hash and the signature that an entry beside a layer names; the library knows fewer kinds of entries. */
function assertSame({ hash, signature, verifier }: ReturnType<typeof readLogBody>, logged: Logged): void {
  if (hash !== createHash('sha256').update(logged.opened.logged).digest('hex'))
    throw invalidEntry('It is about another payload.');
  if (verifier === undefined) throw invalidEntry('It names no signer.');
  if (logged.opened.stamped === undefined && signature !== undefined && !signature.equals(logged.signature))
    throw invalidEntry('It is about another signature.');
}

function timeOf(
  { inclusionPromise, integratedTime, logId, logIndex }: TransparencyLogEntry,
  tlogs: TrustMaterial['tlogs'],
  now: Date,
): readonly LogTime[] {
  if (inclusionPromise === undefined) return [];
  const date = new Date(Number(integratedTime) * 1000);
  if (date.getTime() > now.getTime() + verifyLimits.clockSkewMs)
    throw failed('trust', 'time-in-future', 'Its log entry was made after the time you asked about.');
  const by = tlogs.find(({ logID }) => logID.equals(logId.keyId))?.baseURL;
  return [{ source: 'log', at: rfc3339(date), ...(by === undefined ? {} : { by }), logIndex, date }];
}

/** As the log calls itself in its signed head, else by its id. */
function logName(entry: TransparencyLogEntry | undefined): string {
  const head = entry?.inclusionProof?.checkpoint?.envelope.split('\n', 1)[0] ?? '';
  return cleanText(head) || (entry?.logId.keyId.toString('hex') ?? '');
}
