import type { AuditRow, CellState, EvidenceCell, ReportCell } from './audit.ts';
import type { AuditChange, AuditChangeKind } from './audit-change.ts';

type Change = readonly [kind: AuditChangeKind, why: string];

/**
 * What changed about one artifact between two audits. Nothing is said to be lost, new or mended unless it is known of
 * both times.
 */
export function changesOf(before: AuditRow, now: AuditRow): readonly AuditChange[] {
  const changes = [
    ...signatureChanges(before.evidence.signature, now.evidence.signature),
    ...criticalChanges(before.evidence.report, now.evidence.report),
    ...verdictChanges(before, now),
  ];
  const { reference, digest } = now;
  const hasMoved = before.digest !== undefined && digest !== undefined && before.digest !== digest;
  return merge(changes).map(([kind, why]) => ({
    kind,
    reference,
    ...(digest === undefined ? {} : { digest }),
    ...(hasMoved && before.digest !== undefined ? { digestBefore: before.digest } : {}),
    why,
  }));
}

function signatureChanges(before: EvidenceCell, now: EvidenceCell): readonly Change[] {
  if (before.state === now.state) return [];
  if (now.state === 'unknown')
    return [['not-determined', `Whether it is signed is not determined${because(now.reason)}`]];
  if (before.state === 'unknown')
    return [['newly-known', now.state === 'none' ? 'It is not signed.' : 'It has a signature.']];
  if (now.state === 'none') return [['newly-unsigned', 'It is no longer signed.']];
  if (before.state === 'none') return [['fixed', 'It is signed now.']];
  if (isGood(before.state) && now.state === 'failed')
    return [['newly-failing', `Its signature was valid and now fails${because(now.reason)}`]];
  if (before.state === 'failed' && isGood(now.state))
    return [['fixed', 'Its signature failed before and is valid now.']];
  if (isGood(before.state) && now.state === 'cannot-check')
    return [['not-determined', `Its signature can no longer be checked${because(now.reason)}`]];
  return [];
}

function isGood(state: CellState): boolean {
  return state === 'valid' || state === 'matches';
}

function criticalChanges(before: ReportCell, now: ReportCell): readonly Change[] {
  const [was, is] = [hasCritical(before), hasCritical(now)];
  if (is === undefined)
    return was === undefined || now.state === 'none'
      ? []
      : [['not-determined', `What is open is not determined${because(now.openDoubt ?? now.reason)}`]];
  if (was === is) return [];
  if (was === undefined) return is ? [['newly-known', 'Critical findings are open.']] : [];
  return is
    ? [['newly-critical', `${now.open ?? 0} findings are open, and the worst is critical.`]]
    : [['fixed', 'No critical finding is open now.']];
}

/** Undefined where it is unknown; a critical finding that is known counts whatever else is not. */
function hasCritical({ worst, open, openDoubt }: ReportCell): boolean | undefined {
  if (worst === 'critical') return true;
  return open === undefined || openDoubt !== undefined ? undefined : false;
}

function verdictChanges(before: AuditRow, now: AuditRow): readonly Change[] {
  if (before.verdict === now.verdict) return [];
  const why = now.why.join(' ');
  switch (now.verdict) {
    case 'unknown':
      return [['not-determined', why === '' ? 'Whether it passes is not determined.' : why]];
    case 'fail':
      return before.verdict === 'unknown'
        ? [['newly-known', `It fails. ${why}`.trim()]]
        : [['newly-failing', why === '' ? 'It fails.' : why]];
    case 'pass':
      return before.verdict === 'unknown'
        ? [['newly-known', 'It passes.']]
        : [['fixed', 'It failed before and passes now.']];
    default:
      return now.verdict satisfies never;
  }
}

/** One change of each kind, with all sentences about it. */
function merge(changes: readonly Change[]): readonly Change[] {
  const byKind = Map.groupBy(changes, ([kind]) => kind);
  return [...byKind].map(([kind, list]) => [kind, [...new Set(list.map(([, why]) => why))].join(' ')]);
}

/** The end of a sentence, with its reason where there is one. */
function because(reason: string | undefined): string {
  return reason === undefined ? '.' : `: ${reason.replace(/\.$/, '')}.`;
}
