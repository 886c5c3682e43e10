import type { GraphNode } from '#lib/graph/model';
import type { Kind } from '#lib/oci/kind';
import type { ItemTree } from './item-tree.ts';
import { childrenOf } from './item-tree.ts';
import type { Item, Line } from './picture.ts';
import { nodeOfItem } from './picture.ts';

/** What stands together in one frame: all of one sort that hangs on the root. */
export type ItemGroup = {
  readonly title: string;
  /** Whose sign stands before the title. */
  readonly kind: Kind;
  readonly lane: 'belongs' | 'attached' | 'contains';
  readonly line: Line;
  /** How many artifacts: each of a stack is one, and what hangs on them is none. */
  readonly count: number;
  /** The items that hang on the root, by their indexes; never empty. */
  readonly heads: readonly number[];
  /** These with all that hangs on them. */
  readonly size: number;
};

/** The sorts of what is attached, in the order people ask for them. */
const sorts = [
  ['Signatures', ['signature']],
  ['Provenance', ['provenance', 'attestation']],
  ['SBOMs', ['sbom']],
  ['Reports', ['vulnerability-report']],
  ['VEX', ['vex']],
  ['Test results', ['test-result']],
] as const satisfies readonly (readonly [string, readonly Kind[]])[];

/** The frames of a picture in reading order: what the root belongs to, what is attached by its sort, what it contains. */
export function groupItems(items: readonly Item[], tree: ItemTree): readonly ItemGroup[] {
  const byTitle = Map.groupBy(
    childrenOf(tree, 0).filter((index) => items[index]?.type !== 'tags'),
    (index) => titleOf(items[index]),
  );
  const titles = ['Belongs to', ...sorts.map(([title]) => title), 'Other', 'Contains'];
  return titles.flatMap((title): ItemGroup[] => {
    const heads = byTitle.get(title) ?? [];
    const first = items[heads[0] ?? -1];
    if (first === undefined) return [];
    const { lane } = first;
    return [
      {
        ...{ title, heads, line: first.line, kind: kindOf(title, nodeOfItem(first)) },
        lane: lane === 'belongs' || lane === 'contains' ? lane : 'attached',
        count: heads.reduce((sum, index) => sum + artifactsIn(items[index]), 0),
        size: heads.reduce((sum, index) => sum + (tree.size[index] ?? 0), 0),
      },
    ];
  });
}

function titleOf(item: Item | undefined): string {
  if (item?.lane === 'belongs') return 'Belongs to';
  if (item?.lane === 'contains') return 'Contains';
  const kind = nodeOfItem(item)?.kind;
  return sorts.find(([, kinds]) => kinds.some((one) => one === kind))?.[0] ?? 'Other';
}

function kindOf(title: string, node: GraphNode | undefined): Kind {
  return title === 'Other' ? 'artifact' : (node?.kind ?? 'artifact');
}

function artifactsIn(item: Item | undefined): number {
  return item?.type === 'stack' ? item.members.length : 1;
}
