import type { ReportEvidence } from './evidence.ts';

/** The newest report of a tool on an artifact, and what makes it the newest. */
export type NewestReport = {
  readonly report: ReportEvidence;
  readonly newestBy: 'only' | 'scannedAt' | 'created' | 'list';
  /** Reports that it replaces. */
  readonly older: number;
};

/**
 * The newest report of each tool on each artifact: by the time of the scan, else by when it was attached, else by its
 * place in the list, whose last is taken for the newest. What lists only other things replaces no vulnerabilities.
 */
export function newestReports(reports: readonly ReportEvidence[]): readonly NewestReport[] {
  const groups = Map.groupBy(reports, keyOf);
  return [...groups.values()].flatMap((group): readonly NewestReport[] => {
    // The last of those that are equally new.
    const report = group.reduceRight((newest, one) => (timeOf(one) > timeOf(newest) ? one : newest));
    // What lies in one artifact with it and has the same time is a part of it: a report for each target.
    const [parts, others] = split(
      group,
      (one) => one.digest === report.digest && timeOf(one) === timeOf(report),
    );
    return parts.map((part) => ({
      report: part,
      newestBy: reasonOf(part, others),
      older: others.length + Math.max(0, ...group.map(({ olderUnread = 0 }) => olderUnread)),
    }));
  });
}

function keyOf({ tool, about, isBeside = false }: ReportEvidence): string {
  return JSON.stringify([tool.toLowerCase(), isBeside, about.toSorted()]);
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function timeOf({ scannedAt, created }: ReportEvidence): number {
  const time = Date.parse(scannedAt ?? created ?? '');
  // A date that was never set is none: Go writes the year 1.
  return time > 0 ? time : Number.NEGATIVE_INFINITY;
}

function reasonOf(report: ReportEvidence, others: readonly ReportEvidence[]): NewestReport['newestBy'] {
  if (others.length === 0) return 'only';
  if (others.some((other) => timeOf(other) === timeOf(report))) return 'list';
  return report.scannedAt === undefined ? 'created' : 'scannedAt';
}
