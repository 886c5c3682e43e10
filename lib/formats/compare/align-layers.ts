import { given } from '#lib/formats/documents/given';
import type { ImageConfig } from '#lib/formats/image-config';
import { joinHistory } from '#lib/formats/image-config';
import type { Descriptor } from '#lib/oci/descriptor';
import type { LayerComparison, LayerDifference } from './comparison.ts';

/** The layers of an image, and its config where it was read. */
export type LayeredImage = { readonly layers: readonly Descriptor[]; readonly config?: ImageConfig };

/**
 * The layers of two images, the common ones at the beginning first: they are the base. Of the others those that both
 * have are the same, wherever they stand.
 */
export function alignLayers(left: LayeredImage, right: LayeredImage): LayerComparison {
  const [steps, newSteps] = [stepsOf(left), stepsOf(right)];
  const base = commonStart(left.layers, right.layers);
  const row = (change: LayerDifference['change'], { digest, size }: Descriptor, step: string | undefined) =>
    given<LayerDifference>({ change, digest, size, step });
  const free = right.layers.slice(base).map(({ digest }) => digest);
  const before = left.layers.slice(base).map((layer, at) => {
    const place = free.indexOf(layer.digest);
    if (place >= 0) free.splice(place, 1);
    return { layer, step: steps[base + at], isShared: place >= 0 };
  });
  const shared = before.filter(({ isShared }) => isShared).map(({ layer }) => layer.digest);
  const after = right.layers.slice(base).map((layer, at) => {
    const place = shared.indexOf(layer.digest);
    if (place >= 0) shared.splice(place, 1);
    return { layer, step: newSteps[base + at], isShared: place >= 0 };
  });
  return {
    rows: [
      ...right.layers.slice(0, base).map((layer, at) => row('same', layer, newSteps[at])),
      ...before.filter(({ isShared }) => !isShared).map(({ layer, step }) => row('removed', layer, step)),
      ...after.map(({ layer, step, isShared }) => row(isShared ? 'same' : 'added', layer, step)),
    ],
    base,
    baseState:
      left.layers.length === 0 || right.layers.length === 0 ? 'none' : base > 0 ? 'unchanged' : 'changed',
  };
}

function commonStart(left: readonly Descriptor[], right: readonly Descriptor[]): number {
  const differing = left.findIndex(({ digest }, at) => digest !== right[at]?.digest);
  return differing < 0 ? left.length : differing;
}

/** The step that made each layer, in their order; empty where the history does not fit the layers. */
function stepsOf({ layers, config }: LayeredImage): readonly (string | undefined)[] {
  const joined = config === undefined ? undefined : joinHistory(config.history, layers);
  return (joined ?? []).filter(({ layer }) => layer !== undefined).map(({ step }) => step?.createdBy);
}
