import { severities } from '#lib/formats/documents/rows';
import type { Findings } from '#lib/formats/findings/joined-findings';
import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import type { EvidenceCell, ReportCell } from './audit.ts';

/** What the reports of an artifact come to, or why they could not be read. */
export type FindingsOrReason = CountedFindings | { readonly reason: string };

/** Without its rows only what is open in all places together is known. */
type CountedFindings = Omit<Findings, 'rows'> & Partial<Pick<Findings, 'rows'>>;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The cell of the reports that hang on one of the subjects, with their age and what is open in them. `subjects` are the
 * artifact and its platforms, or one of them alone.
 */
export function reportCell(
  cell: EvidenceCell,
  findings: FindingsOrReason | undefined,
  nodes: readonly GraphNode[],
  subjects: ReadonlySet<Digest>,
  now: Date,
): ReportCell {
  if (cell.count === 0) return cell;
  if (findings === undefined) return { ...cell, openDoubt: 'the reports were not read' };
  if ('reason' in findings) return { ...cell, openDoubt: findings.reason };
  const age = ageOf(findings, nodes, subjects, now);
  return { ...cell, ...(age === undefined ? {} : { age }), ...openIn(findings, subjects) };
}

/** Of each place its newest report, of those the oldest: an old report on one platform is not made good by another. */
function ageOf(
  { reports }: CountedFindings,
  nodes: readonly GraphNode[],
  subjects: ReadonlySet<Digest>,
  now: Date,
): number | undefined {
  const created = new Map(nodes.map((node) => [node.digest, node.created]));
  const here = reports.filter(({ about }) => subjects.has(about));
  const places = [...Map.groupBy(here, ({ about }) => about).values()];
  const newest = places.map((list) =>
    Math.max(
      ...list
        .map(({ digest, scannedAt }) => Date.parse(scannedAt ?? created.get(digest) ?? ''))
        .filter((time) => !Number.isNaN(time)),
    ),
  );
  const oldest = Math.min(...newest);
  if (!Number.isFinite(oldest)) return undefined;
  return Math.max(0, Math.floor((now.getTime() - oldest) / dayMs));
}

type Open = Pick<ReportCell, 'worst' | 'open' | 'unrated' | 'openDoubt' | 'excuseDoubt'>;

/** What may excuse a finding, and what may open or excuse one. */
const excusing: ReadonlySet<string> = new Set(['vex', 'attestation']);
const counting: ReadonlySet<string> = new Set(['vulnerability-report', ...excusing]);

function openIn(findings: CountedFindings, subjects: ReadonlySet<Digest>): Open {
  const { rowsLeftOut = 0, unread, isComplete } = findings;
  const notAsked = isComplete ? undefined : 'some sources of reports and VEX did not answer';
  const doubtIn = (kinds: ReadonlySet<string>) =>
    unread.find(({ kind }) => kind === undefined || kinds.has(kind))?.reason ?? notAsked;
  const doubt = doubtIn(counting);
  const excuse = doubtIn(excusing);
  const excusable = excuse === undefined ? {} : { excuseDoubt: excuse };
  const isWhole = findings.reports.every(({ about }) => subjects.has(about));
  if (isWhole) return { ...countedOpen(findings), ...doubtful(doubt), ...excusable };
  if (findings.rows === undefined) return doubtful('findings were counted for all platforms together');
  const cut = rowsLeftOut > 0 ? `${rowsLeftOut} more findings are not listed` : undefined;
  return { ...listedOpen(findings.rows, subjects), ...doubtful(doubt ?? cut), ...excusable };
}

function countedOpen({ bySeverity, counts }: CountedFindings): Open {
  const worst = severities.find((severity) => bySeverity[severity] > 0);
  return { ...(worst === undefined ? {} : { worst }), open: counts.open, ...unrated(bySeverity.unknown) };
}

// Rows come with the gravest first, so that the first one that is open tells the worst.
function listedOpen(rows: Findings['rows'], subjects: ReadonlySet<Digest>): Open {
  const open = rows.filter(
    ({ state, about }) => state === 'open' && about.some((digest) => subjects.has(digest)),
  );
  const worst = open[0]?.severity;
  const withoutSeverity = open.filter(({ severity }) => severity === 'unknown').length;
  return { ...(worst === undefined ? {} : { worst }), open: open.length, ...unrated(withoutSeverity) };
}

function unrated(count: number): Open {
  return count === 0 ? {} : { unrated: count };
}

function doubtful(doubt: string | undefined): Open {
  return doubt === undefined ? {} : { openDoubt: doubt };
}
