import type { LayerDifference } from '#lib/formats/compare/comparison';
import { given } from '#lib/formats/documents/given';

/** Layers that stand beside each other: the same one, or what stands in the place of another. */
export type LayerPair = {
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  readonly left?: LayerDifference;
  readonly right?: LayerDifference;
};

/** Puts each layer that went beside one that came in its place, in their order; common ones stand on both sides. */
export function pairLayers(rows: readonly LayerDifference[]): readonly LayerPair[] {
  const gone = rows.filter(({ change }) => change === 'removed');
  const pairs = rows.flatMap((layer): readonly LayerPair[] => {
    if (layer.change === 'removed') return [];
    if (layer.change === 'same') return [{ change: 'same', left: layer, right: layer }];
    const left = gone.shift();
    return [given<LayerPair>({ change: left === undefined ? 'added' : 'changed', left, right: layer })];
  });
  return [...pairs, ...gone.map((left) => ({ change: 'removed', left }) as const)];
}
