import type { Check } from '#lib/graph/check';
import type { Line } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';
import type { Kind } from '#lib/oci/kind';
import type { Diagram } from './diagram.ts';
import { itemCheck } from './item-token.ts';

/** What a legend has to explain: the signs that are drawn, and no others. */
type LegendParts = {
  readonly kinds: ReadonlySet<Kind>;
  readonly checks: ReadonlySet<Check['state']>;
  readonly lines: ReadonlySet<Line>;
  /** Large groups are a grid of cells. */
  readonly hasCells: boolean;
  readonly hasStacks: boolean;
  /** Something that is missing or unreadable. */
  readonly hasGaps: boolean;
};

/** The signs of a diagram. */
export function legendParts({ picture: { items, cross }, layout }: Diagram): LegendParts {
  return {
    kinds: new Set(items.flatMap((item) => nodeOfItem(item)?.kind ?? [])),
    checks: new Set(items.flatMap((item) => itemCheck(item)?.state ?? [])),
    lines: new Set([...layout.trunks, ...cross].map(({ line }) => line)),
    hasCells: layout.isCell.includes(1),
    hasStacks: items.some(({ type }) => type === 'stack'),
    hasGaps: items.some(
      (item) => item.type === 'node' && (item.node.state === 'missing' || item.node.state === 'unreadable'),
    ),
  };
}
