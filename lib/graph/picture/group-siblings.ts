import type { GraphNode } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** Many of one kind and form under one parent, drawn as one pile with the latest on top. */
export type Stack = { readonly key: string; readonly members: readonly GraphNode[] };

/** From so many of the same on, a pile says more than a row of twins. */
const stackFrom = 4;

/** Siblings of one lane with those that look alike piled up, each pile in the place of its first member. */
export function groupSiblings(
  parent: Digest,
  lane: string,
  siblings: readonly GraphNode[],
): readonly (GraphNode | Stack)[] {
  if (siblings.length < stackFrom) return siblings;
  // By the plain words first: keys are made only for the few groups that become a stack.
  const forms = new Set<string>();
  for (const node of siblings) forms.add(`${node.kind} ${formOf(node)}`);
  if (forms.size === siblings.length) return siblings;
  const groups = Map.groupBy(siblings, (node) => `${node.kind} ${formOf(node)}`);
  return [...groups.values()].flatMap((members): readonly (GraphNode | Stack)[] => {
    const [first] = members;
    if (first === undefined || members.length < stackFrom) return members;
    return [{ key: stackKey(parent, lane, first), members }];
  });
}

/** Referrers in the order people ask for them, the latest of each kind first. */
export function sortReferrers(nodes: readonly GraphNode[]): readonly GraphNode[] {
  return [...nodes].sort(
    (a, b) =>
      rank(a.kind) - rank(b.kind) ||
      compare(formOf(a), formOf(b)) ||
      compare(b.created ?? '', a.created ?? '') ||
      compare(a.title, b.title) ||
      compare(a.digest, b.digest),
  );
}

/**
 * What makes artifacts of one kind alike. Their titles tell them apart, report from report, and change when they are
 * read; the type they were pushed under does not. Platforms are what they are called.
 */
function formOf(node: GraphNode): string {
  if (node.kind === 'image' || node.kind === 'index') return node.title;
  return node.artifactType ?? node.format;
}

// The key stands in the URL: it must not change while the graph grows, and should say what it opens.
function stackKey(parent: Digest, lane: string, node: GraphNode): string {
  const form = formOf(node)
    .toLowerCase()
    .replace(/^application\/(?:vnd\.)?/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const { encoded } = digestParts(parent);
  return `${encoded.slice(0, 12)}.${lane}.${node.kind}.${form.slice(0, 40)}`;
}

const order: readonly Kind[] = [
  'signature',
  'provenance',
  'attestation',
  'sbom',
  'vulnerability-report',
  'vex',
  'test-result',
];

function rank(kind: Kind): number {
  const place = order.indexOf(kind);
  return place < 0 ? order.length : place;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Members of one stack from the same stretch of time, under the words for it. */
export type PeriodGroup = {
  readonly key: string;
  readonly period: string;
  readonly members: readonly GraphNode[];
};

/** From so many on, an opened stack is piled up by time: fewer are one list. */
const pilesFrom = 50;

/** So many piles can be taken in at a glance. */
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
  if (members.length < pilesFrom) return members;
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
