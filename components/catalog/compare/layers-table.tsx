import { compareLayers } from '#lib/formats/compare/compare-images';
import type { FactDifference } from '#lib/formats/compare/comparison';
import { given } from '#lib/formats/documents/given';
import type { Descriptor } from '#lib/oci/descriptor';
import { formatShortDigest } from '#lib/oci/digest';
import { formatBytes } from '#lib/text/format';
import { DifferenceTable } from './difference-table.tsx';

type LayersTableProps = {
  readonly left: readonly Descriptor[] | undefined;
  readonly right: readonly Descriptor[] | undefined;
  readonly heads: readonly [left: string, right: string];
};

/** The layers that both have, and those that one has alone. */
export function LayersTable({ left, right, heads }: LayersTableProps) {
  if (left === undefined || right === undefined) return null;
  const { shared, onlyLeft, onlyRight } = compareLayers(left, right);
  const inCommon = `${countOf(shared)} in common`;
  const rows = Array.from({ length: Math.max(onlyLeft.length, onlyRight.length) }, (_, at) =>
    given<FactDifference>({
      name: `Layer ${at + 1}`,
      left: textOf(onlyLeft[at]),
      right: textOf(onlyRight[at]),
    }),
  );
  return (
    <>
      <DifferenceTable title="Layers" heads={heads} rows={rows} same={`The same layers: ${inCommon}.`} />
      {rows.length === 0 ? null : (
        <p className="-mt-4 text-sm text-muted">
          {inCommon}; {countOf(onlyLeft)} only in {heads[0]}, {countOf(onlyRight)} only in {heads[1]}
        </p>
      )}
    </>
  );
}

function countOf(layers: readonly Descriptor[]): string {
  const total = layers.reduce((sum, { size }) => sum + size, 0);
  return `${layers.length} (${formatBytes(total)})`;
}

function textOf(layer: Descriptor | undefined): string | undefined {
  return layer === undefined ? undefined : `${formatShortDigest(layer.digest)} · ${formatBytes(layer.size)}`;
}
