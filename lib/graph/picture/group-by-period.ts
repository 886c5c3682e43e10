import type { GraphNode } from '#lib/graph/model';

/** Members of one stack from the same stretch of time, under the words for it. */
export type PeriodGroup = {
  readonly key: string;
  readonly period: string;
  readonly members: readonly GraphNode[];
};

/** So many can be taken in at a glance: more are piled up by time. */
const glance = 12;

const dayMs = 24 * 60 * 60 * 1000;

/** The first day of the stretch a day lies in, days counted from 1970; and the words for the stretch that begins there. */
type Unit = { readonly startOf: (day: number) => number; readonly nameOf: (start: number) => string };

// The finest first; all in UTC: everybody sees the same groups.
const units: readonly Unit[] = [
  {
    startOf: (day) => day,
    nameOf: (start) => format(start, { day: 'numeric', month: 'long', year: 'numeric' }),
  },
  { startOf: (day) => day - ((day + 3) % 7), nameOf: (start) => `${dayOf(start)} to ${dayOf(start + 6)}` },
  {
    startOf: (day) => day - dateOf(day).getUTCDate() + 1,
    nameOf: (start) => format(start, { month: 'long', year: 'numeric' }),
  },
  {
    startOf: (day) => Date.UTC(dateOf(day).getUTCFullYear(), 0, 1) / dayMs,
    nameOf: (start) => format(start, { year: 'numeric' }),
  },
];

/**
 * The members of a stack as its opened form shows them: few as they are, many in piles by day, week, month or year,
 * whichever is the finest that gives few piles. What has no date comes last, as it is. The order is kept.
 */
export function groupByPeriod(
  key: string,
  members: readonly GraphNode[],
): readonly (GraphNode | PeriodGroup)[] {
  if (members.length <= glance) return members;
  const dated = members.filter((member) => dayNumber(member) !== undefined);
  const piled = units
    .map((unit) => ({ unit, piles: Map.groupBy(dated, (member) => unit.startOf(dayNumber(member) ?? 0)) }))
    .filter(({ piles }) => piles.size > 1);
  const fitting = piled.find(({ piles }) => piles.size <= glance) ?? piled.at(-1);
  if (fitting === undefined || fitting.piles.size === dated.length) return members;
  return [
    ...[...fitting.piles].map(([start, held]) => groupOf(key, start, fitting.unit.nameOf(start), held)),
    ...members.filter((member) => dayNumber(member) === undefined),
  ];
}

// A pile of one is that one.
function groupOf(
  key: string,
  start: number,
  period: string,
  members: readonly GraphNode[],
): GraphNode | PeriodGroup {
  const [first] = members;
  if (first !== undefined && members.length === 1) return first;
  return { key: `${key}~${dateOf(start).toISOString().slice(0, 10)}`, period, members };
}

function dayNumber({ created }: GraphNode): number | undefined {
  const time = created === undefined ? Number.NaN : Date.parse(created);
  return Number.isNaN(time) ? undefined : Math.floor(time / dayMs);
}

function dateOf(day: number): Date {
  return new Date(day * dayMs);
}

function dayOf(day: number): string {
  return format(day, { day: 'numeric', month: 'short' });
}

function format(day: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(dateOf(day));
}
