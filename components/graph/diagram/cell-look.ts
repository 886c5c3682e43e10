import type { Item, Picture } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';
import type { TrendSeverity } from '#lib/graph/trend';
import { countsOf, trendSeverities } from '#lib/graph/trend';
import { itemCheck, itemToken } from './item-token.ts';

/** How an item looks where it has no room for words. */
export type CellLook = {
  /** The CSS variable of its colour. */
  readonly token: string;
  /** How much of it is filled, from 0 to 1: of a report by its gravest finding, of all else whole. */
  readonly level: number;
  /** How strong its colour is: the older, the paler. */
  readonly strength: number;
  /** It is not there, or cannot be read. */
  readonly isHollow: boolean;
};

const severities = {
  critical: { token: 'bad', level: 1 },
  high: { token: 'report', level: 0.75 },
  medium: { token: 'vex', level: 0.5 },
  low: { token: 'sbom', level: 0.3 },
  negligible: { token: 'other', level: 0.15 },
  unknown: { token: 'other', level: 0.3 },
} as const satisfies Record<TrendSeverity, Pick<CellLook, 'token' | 'level'>>;

const nothingFound = { token: 'ok', level: 0.08 } as const;

const dayMs = 24 * 60 * 60 * 1000;
/** Up to so many days old a colour is so strong. */
const strengths = [
  [7, 1],
  [30, 0.84],
  [365, 0.68],
] as const;
const oldStrength = 0.54;
/** A report that was not read could hold anything: it must not look grave, nor harmless. */
const unreadStrength = 0.22;

// Thousands of cells are painted in every frame: a list is asked quicker than a map of items.
const looks = new WeakMap<readonly Item[], CellLook[]>();

/** The look of the item at this index, found once for a picture. */
export function cellLookAt(picture: Picture, index: number, now: number): CellLook {
  return cellLooks(picture, now)(index);
}

/** The looks of the items of a picture, for who draws thousands of them: each is found once. */
export function cellLooks({ items }: Picture, now: number): (index: number) => CellLook {
  const known = looks.get(items) ?? [];
  if (known.length === 0) looks.set(items, known);
  return (index) => {
    const last = known[index];
    if (last !== undefined) return last;
    const look = cellLook(items[index], now);
    known[index] = look;
    return look;
  };
}

/** What a cell shows, by the gravest finding, else by the kind and its check; `now` is in milliseconds since 1970. */
export function cellLook(item: Item | undefined, now: number): CellLook {
  const node = nodeOfItem(item);
  const strength = strengthOf(node?.created, now);
  const isHollow = node?.state === 'missing' || node?.state === 'unreadable';
  const hasFailed = itemCheck(item)?.state === 'failed';
  const counts = node === undefined || hasFailed ? undefined : countsOf(node);
  const isUnread = counts === undefined && node?.kind === 'vulnerability-report' && !hasFailed;
  if (counts === undefined)
    return { token: itemToken(item), level: 1, strength: isUnread ? unreadStrength : strength, isHollow };
  const worst = trendSeverities.find((severity) => (counts[severity] ?? 0) > 0);
  return { ...(worst === undefined ? nothingFound : severities[worst]), strength, isHollow };
}

function strengthOf(created: string | undefined, now: number): number {
  const time = Date.parse(created ?? '');
  if (Number.isNaN(time)) return 1;
  const days = (now - time) / dayMs;
  return strengths.find(([most]) => days <= most)?.[1] ?? oldStrength;
}
