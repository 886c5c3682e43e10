import type { ColumnId } from '#components/coverage/filter/sort-rows.ts';
import { columnIds } from '#components/coverage/filter/sort-rows.ts';
import { PageLink } from '#components/ui/page-link';
import type { Requirements } from '#lib/audit/requirements';
import { textPath } from '#lib/oci/location';
import { faultsOf } from './cell-words.ts';
import { PlatformCells, RowCells } from './grid-cells.tsx';
import type { GridItem } from './grid-items.ts';
import type { ShownCell } from './shown-cell.ts';

type GridLineProps = {
  readonly item: GridItem;
  /** The column that the Tab key stops at, where it is in this line. */
  readonly stop: ColumnId | undefined;
  readonly shown: ShownCell | undefined;
  readonly requirements: Requirements;
};

/** The cells of a line of the matrix. */
export function GridLine({ item, stop, shown, requirements }: GridLineProps) {
  if (item.type === 'group')
    return <GroupCell repository={item.repository} rows={item.rows} isStop={stop !== undefined} />;
  const isShown = shown?.row.reference === item.row.reference;
  const column = shown?.evidence ?? 'name';
  const faults = faultsOf(item.row, requirements);
  if (item.type === 'platform') {
    const isHere = isShown && shown.platform?.digest === item.platform.digest;
    return (
      <PlatformCells
        platform={item.platform}
        stop={stop}
        shown={isHere ? column : undefined}
        faults={faults}
      />
    );
  }
  const isHere = isShown && shown.platform === undefined;
  return (
    <RowCells
      row={item.row}
      isOpen={item.isOpen}
      now={Date.now()}
      stop={stop}
      shown={isHere ? column : undefined}
      faults={faults}
    />
  );
}

type GroupCellProps = Pick<Extract<GridItem, { type: 'group' }>, 'repository' | 'rows'> & {
  readonly isStop: boolean;
};

function GroupCell({ repository, rows, isStop }: GroupCellProps) {
  const failing = rows.filter(({ verdict }) => verdict === 'fail').length;
  return (
    <th
      scope="row"
      data-column="name"
      tabIndex={isStop ? 0 : -1}
      aria-colindex={1}
      aria-colspan={columnIds.length}
      className="flex h-full items-center gap-2 bg-sunken px-2 text-left font-normal -outline-offset-2"
    >
      <PageLink
        href={`${textPath(repository)}?view=audit`}
        tabIndex={-1}
        className="truncate font-semibold hover:underline"
      >
        {repository.slice(repository.indexOf('/') + 1)}
      </PageLink>
      <span className="text-sm whitespace-nowrap text-muted">
        {rows.length.toLocaleString('en')} {rows.length === 1 ? 'artifact' : 'artifacts'}
        {failing > 0 ? `, ${failing.toLocaleString('en')} of them ${failing === 1 ? 'fails' : 'fail'}` : ''}
      </span>
    </th>
  );
}
