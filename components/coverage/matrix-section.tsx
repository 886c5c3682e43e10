'use client';
import { useMemo, useState } from 'react';
import { CoverageGrid } from '#components/coverage/matrix/coverage-grid';
import { gridItems } from '#components/coverage/matrix/grid-items.ts';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import type { AuditQuery } from '#components/coverage/stream/audit-query.ts';
import type { AuditReading } from '#components/coverage/stream/use-audit.ts';
import { useRowsInSight } from '#components/coverage/stream/use-rows-in-sight.ts';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import type { AuditRow } from '#lib/audit/audit';
import type { Requirements } from '#lib/audit/requirements';
import type { useMatrix } from './use-matrix.ts';

type MatrixSectionProps = {
  readonly matrix: ReturnType<typeof useMatrix>;
  readonly reading: AuditReading;
  readonly query: AuditQuery;
  readonly cell: ShownCell | undefined;
  readonly onShow: (cell: ShownCell) => void;
  readonly onSort: Parameters<typeof CoverageGrid>[0]['onSort'];
  readonly requirements: Requirements;
};

/** The matrix, or what stands in its place while there are no rows. */
export function MatrixSection({
  matrix,
  reading,
  query,
  cell,
  onShow,
  onSort,
  requirements,
}: MatrixSectionProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { rows, shown, sort } = matrix;
  const isGrouped = !query.ref.includes('/');
  const items = useMemo(() => gridItems(shown, { open, isGrouped }), [shown, open, isGrouped]);
  const onSight = useRowsInSight(reading, items);
  if (items.length === 0) return <NoRows rows={rows} reading={reading} />;
  return (
    <CoverageGrid
      items={items}
      sort={sort}
      onSort={onSort}
      shown={cell}
      onShow={onShow}
      onToggle={(key) => setOpen(open.symmetricDifference(new Set([key])))}
      requirements={requirements}
      onSight={onSight}
    />
  );
}

function NoRows({ rows, reading }: { readonly rows: readonly AuditRow[]; readonly reading: AuditReading }) {
  const { status } = reading.state;
  if (rows.length > 0)
    return (
      <div className="grow">
        <EmptyState title="No artifact matches this filter">
          {status === 'ended'
            ? 'Clear the filter to see all artifacts.'
            : 'Orrery has not read all artifacts yet.'}
        </EmptyState>
      </div>
    );
  if (status === 'reading')
    return <SkeletonRows count={12} label="Reading the artifacts" className="h-9 shrink-0" />;
  return (
    <div className="grow">
      {status === 'failed' ? null : (
        <EmptyState title={status === 'stopped' ? 'Nothing is read yet' : 'No artifacts'}>
          {status === 'stopped' ? 'Resume to read the artifacts.' : 'This place has no tags.'}
        </EmptyState>
      )}
    </div>
  );
}
