import type { RowEvidence } from '#lib/audit/audit';
import type { Freshness, SubjectRecord } from '#lib/inventory/store/inventory-store';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import { scanLimits } from './limits.ts';

/** When a manifest is looked at again. */
type Due = Pick<SubjectRecord, 'dueInMs' | 'unknown'>;

type Seen = {
  readonly digest: Digest;
  readonly evidence: RowEvidence;
  readonly created?: string;
  readonly isMissing?: true;
  /** The registry has just said that something has changed, or a person asks. */
  readonly isAnew?: boolean;
};

/**
 * When a manifest is looked at again: soon where something is unknown, and later each time that it stays so; within hours
 * where it is young, else within a week. What was scanned together is spread, so that it does not come back all at once.
 */
export function subjectDue(seen: Seen, now: number): Due {
  const { digest, evidence, created, isMissing, isAnew = false } = seen;
  // What is gone does not come back within minutes, however little can be said of it.
  if (isMissing === undefined && Object.values(evidence).some(({ state }) => state === 'unknown'))
    return {
      dueInMs: scanLimits.unknownDueMs,
      unknown: { maxMs: scanLimits.unknownDueMaxMs, isAnew },
    };
  // Who does not say when it was made is taken for young.
  const age = created === undefined ? 0 : now - Date.parse(created);
  const ms = age > scanLimits.youngMs ? scanLimits.oldDueMs : scanLimits.youngDueMs;
  return { dueInMs: Math.round(ms * (0.5 + spread(digest) / 2)) };
}

/** Milliseconds until the tags of a repository are listed again, so that all of a registry stay within their share. */
export function tagsDueMs(
  known: Pick<Freshness, 'tags' | 'notifiedAt'> | undefined,
  rate: number | undefined,
  now: number,
): number {
  const { tags = 0, notifiedAt } = known ?? {};
  const isTold = notifiedAt !== undefined && now - Date.parse(notifiedAt) < scanLimits.notifiedMs;
  const least = isTold ? scanLimits.notifiedTagsDueMs : scanLimits.tagsDueMs;
  const affordable = rate === undefined ? 0 : ((tags / rate) * 1_000) / scanLimits.tagsShare;
  return Math.round(Math.max(least, affordable));
}

/** From 0 to 1, the same for the same digest. */
function spread(digest: Digest): number {
  const { encoded } = digestParts(digest);
  const value = Number.parseInt(encoded.slice(0, 4), 16);
  return Number.isNaN(value) ? 1 : value / 0xffff;
}
