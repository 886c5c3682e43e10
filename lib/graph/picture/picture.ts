import type { GraphNode } from '#lib/graph/model';

/** Where an item stands: left of the root, in one of the two lanes on the right, or spread out of its stack. */
export type Lane = 'root' | 'belongs' | 'attached' | 'contains' | 'members';
/** Dashed with an arrow to the subject, or solid. */
export type Line = 'refers-to' | 'contains';

/** One box of the picture. Items are ordered so that a parent comes before its children. */
export type Item = {
  /** A digest, the key of a stack, or `tag` and `tags`. */
  readonly id: string;
  /** Index of the item it hangs on; -1 for the root. */
  readonly parent: number;
  readonly lane: Lane;
  /** How it is joined to its parent. */
  readonly line: Line;
  /** Columns from the root, negative on the left. */
  readonly depth: number;
} & (
  | {
      readonly type: 'node';
      readonly node: GraphNode;
      readonly isExpanded: boolean;
      /** There may be more behind it that nobody has asked for. */
      readonly isExpandable: boolean;
    }
  | {
      readonly type: 'stack';
      readonly members: readonly GraphNode[];
      readonly isOpen: boolean;
      /** The stretch of time that its members are from, where it lies in a larger stack. */
      readonly period?: string;
    }
  | { readonly type: 'tags'; readonly tags: readonly string[]; readonly isAsked: boolean }
);

/** An edge that the tree leaves out, by the indexes of its ends; `from` holds the reference. */
export type CrossLine = { readonly from: number; readonly to: number; readonly line: Line };

/** The graph as a tree that can be laid out and read aloud. */
export type Picture = {
  readonly items: readonly Item[];
  /** By item id, and by the digest of what lies in a closed stack. */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly cross: readonly CrossLine[];
};

export type StackItem = Extract<Item, { type: 'stack' }>;

export function isStackItem(item: Item): item is StackItem {
  return item.type === 'stack';
}

/** Whether a stack shows how its counts went on: its newest is a report that was read. */
export function hasTrend([newest]: readonly GraphNode[]): boolean {
  return newest?.severities !== undefined;
}

/** The artifact an item stands for: a stack stands for the latest of its members. */
export function nodeOfItem(item: Item | undefined): GraphNode | undefined {
  if (item?.type === 'node') return item.node;
  return item?.type === 'stack' ? item.members[0] : undefined;
}

/** What a plan means for a node: it goes away, it comes, it is kept, it is gone, or it has come. */
const effects = ['goes', 'comes', 'kept', 'gone', 'done'] as const;
export type PlanEffect = (typeof effects)[number];
/** By digest; by {@link tagKey} for a tag of the artifact in the middle, and by {@link allTags} for each that has none. */
export type PlanEffects = ReadonlyMap<string, PlanEffect>;

/** The tags of the artifact in the middle that have no effect of their own. */
export const allTags = ':';

/** A tag of the artifact in the middle, among effects. */
export function tagKey(tag: string): string {
  return `:${tag}`;
}

/** What a plan means for an item of the picture. */
export type ItemEffect = {
  readonly effect: PlanEffect;
  /** Of a stack, or of several tags: how many of its members it is meant for, where that is not all of them. */
  readonly share?: { readonly count: number; readonly total: number };
};

/** What a plan means for an item, undefined for nothing; a stack, or tags in one chip, show the gravest of their members, and for how many. */
export function planEffectOfItem(item: Item, known: PlanEffects | undefined): ItemEffect | undefined {
  if (known === undefined || known.size === 0) return undefined;
  if (item.type === 'node') {
    const effect = known.get(item.node.digest);
    return effect === undefined ? undefined : { effect };
  }
  const found =
    item.type === 'tags'
      ? item.tags.map((tag) => known.get(tagKey(tag)) ?? known.get(allTags))
      : item.members.map(({ digest }) => known.get(digest));
  const effect = effects.find((one) => found.includes(one));
  if (effect === undefined) return undefined;
  const count = found.filter((one) => one === effect).length;
  return count === found.length ? { effect } : { effect, share: { count, total: found.length } };
}
