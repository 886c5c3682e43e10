import type { Digest } from '#lib/oci/digest';
import type { Item } from './picture.ts';

/** What a plan means for a node: it goes away, it is kept, it comes, or what was planned for it is done. */
const effects = ['goes', 'comes', 'kept', 'done'] as const;
export type PlanEffect = (typeof effects)[number];
export type PlanEffects = ReadonlyMap<Digest, PlanEffect>;

/** The mark of an item; a stack shows the gravest of its members. */
export function planEffectOfItem(item: Item, known: PlanEffects | undefined): PlanEffect | undefined {
  if (known === undefined || known.size === 0 || item.type === 'tags') return undefined;
  if (item.type === 'node') return known.get(item.node.digest);
  const found = new Set(item.members.map(({ digest }) => known.get(digest)));
  return effects.find((mark) => found.has(mark));
}
