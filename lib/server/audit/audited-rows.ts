import type { CellState, RowEvidence } from '#lib/audit/audit';
import type { UnjudgedRow } from '#lib/audit/row-of';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import type { AuditedRow } from '#lib/server/sessions/connect';
import { auditedRowsOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import { auditRunLimits } from './limits.ts';

/** Who asks for rows, and by which policy. */
type Asker = {
  readonly session: Session;
  readonly policy: { readonly only: string | undefined; readonly hash: string } | undefined;
};

/** `isFresh`: nothing is recalled. `now` is in milliseconds since 1970. */
type Recalling = Asker & { readonly isFresh: boolean; readonly now: () => number };

/** An artifact whose digest is known. */
type Place = Repository & { readonly digest: Digest };

/**
 * What this session has seen of an artifact in the last minutes, with `asOf`; undefined where it was not looked at, where
 * something stayed open, and for who wants to know what is so now. Requirements are no part of it, the policy is.
 */
export function recallRow(asker: Recalling, place: Place): UnjudgedRow | undefined {
  const { session, isFresh, now } = asker;
  if (isFresh) return undefined;
  const known = auditedRowsOf(session, place.registry).get(keyOf(asker, place));
  if (known === undefined || now() - known.at >= auditRunLimits.rowKeptMs) return undefined;
  return { ...known.row, asOf: new Date(known.at).toISOString() };
}

/** Keeps a row for {@link recallRow}, unless something in it is open: that is asked again. */
export function rememberRow(asker: Asker, place: Place, { row, at }: AuditedRow): void {
  if (isSettled(row)) auditedRowsOf(asker.session, place.registry).set(keyOf(asker, place), { row, at });
}

function keyOf({ policy }: Asker, { repository, digest }: Place): string {
  return `${repository}@${digest} ${JSON.stringify(policy ?? '')}`;
}

function isSettled({ notes, policy, evidence, own, platforms }: UnjudgedRow): boolean {
  // Without a name it says that no policy could be asked.
  if (notes !== undefined || (policy !== undefined && policy.name === undefined)) return false;
  return [evidence, ...(own === undefined ? [] : [own]), ...platforms.map((one) => one.evidence)].every(
    isKnown,
  );
}

function isKnown(evidence: RowEvidence): boolean {
  // What could not be checked may only have not been read.
  const isOpen = (state: CellState) => state === 'unknown' || state === 'cannot-check';
  const isWhole = Object.values(evidence).every(({ state, doubt }) => !isOpen(state) && doubt === undefined);
  return isWhole && evidence.report.openDoubt === undefined;
}
