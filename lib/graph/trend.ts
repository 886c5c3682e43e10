import type { GraphNode } from './model.ts';

/** The severities that a trend tells, gravest first; findings that were judged to be harmless are none of them. */
export const trendSeverities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;
export type TrendSeverity = (typeof trendSeverities)[number];

/** How many findings of each severity there are; what is absent is 0. */
export type FindingCounts = { readonly [severity in TrendSeverity]?: number };

/** One of a series of reports. */
export type TrendPoint = {
  readonly node: GraphNode;
  /** Undefined where its counts are unknown: it was not read, or not whole. */
  readonly counts: FindingCounts | undefined;
  /** What differs from the report before it: empty for nothing, undefined where one of both is unknown. */
  readonly change: FindingCounts | undefined;
};

/** Reports as a series, in the order given, the newest first: each with its counts and what differs from the one before it. */
export function trendOf(members: readonly GraphNode[]): readonly TrendPoint[] {
  const counts = members.map(countsOf);
  return members.map((node, at) => ({
    node,
    counts: counts[at],
    change: changeBetween(counts[at + 1], counts[at]),
  }));
}

/** The counts of a report by the severities of {@link trendSeverities}; undefined for what is no report, or was not read. */
export function countsOf({ severities }: Pick<GraphNode, 'severities'>): FindingCounts | undefined {
  if (severities === undefined) return undefined;
  return compact((severity) => (Object.hasOwn(severities, severity) ? (severities[severity] ?? 0) : 0));
}

function changeBetween(
  before: FindingCounts | undefined,
  after: FindingCounts | undefined,
): FindingCounts | undefined {
  if (before === undefined || after === undefined) return undefined;
  return compact((severity) => (after[severity] ?? 0) - (before[severity] ?? 0));
}

function compact(numberOf: (severity: TrendSeverity) => number): FindingCounts {
  return Object.fromEntries(
    trendSeverities
      .map((severity) => [severity, numberOf(severity)] as const)
      .filter(([, number]) => number !== 0),
  );
}

/** `11 critical, 12 high`: the gravest that were found, `most` of them; `nothing found` where there are none. */
export function countsText(counts: FindingCounts, most: number = trendSeverities.length): string {
  const found = trendSeverities.filter((severity) => (counts[severity] ?? 0) > 0).slice(0, most);
  return found.length === 0
    ? 'nothing found'
    : found.map((severity) => `${(counts[severity] ?? 0).toLocaleString('en')} ${severity}`).join(', ');
}

/** `+1 critical, −2 high`; `no change` where nothing differs. */
export function changeText(change: FindingCounts): string {
  const differing = trendSeverities.filter((severity) => (change[severity] ?? 0) !== 0);
  if (differing.length === 0) return 'no change';
  return differing
    .map((severity) => {
      const by = change[severity] ?? 0;
      return `${by < 0 ? '−' : '+'}${Math.abs(by).toLocaleString('en')} ${severity}`;
    })
    .join(', ');
}

/** The days from the oldest to the newest of them, in UTC: `19 Oct – 22 Nov`, with the years where they differ; undefined without a date. */
export function periodOf(members: readonly Pick<GraphNode, 'created'>[]): string | undefined {
  const times = members.map(({ created }) => Date.parse(created ?? '')).filter((time) => !Number.isNaN(time));
  const [first, ...rest] = times;
  if (first === undefined) return undefined;
  const [from, to] = rest.reduce(
    ([low, high], time) => [Math.min(low, time), Math.max(high, time)],
    [first, first],
  );
  const isOneYear = new Date(from).getUTCFullYear() === new Date(to).getUTCFullYear();
  const names = [from, to].map((time) => dayOf(time, isOneYear));
  return names[0] === names[1] ? names[0] : names.join(' – ');
}

function dayOf(time: number, isShort: boolean): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isShort ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(time);
}
