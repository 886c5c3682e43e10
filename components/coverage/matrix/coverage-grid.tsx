'use client';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { columnIds } from '#components/coverage/filter/sort-rows.ts';
import type { Sort } from '#components/ui/table/table-rows.ts';
import { evidenceNames } from '#lib/audit/audit';
import type { Requirements } from '#lib/audit/requirements';
import { gridClass, heights, lineClass } from './grid-columns.ts';
import { GridHead } from './grid-head.tsx';
import type { GridItem } from './grid-items.ts';
import type { GridPlace } from './grid-keys.ts';
import { headKey } from './grid-keys.ts';
import { GridLine } from './grid-line.tsx';
import type { ShownCell } from './shown-cell.ts';
import { useGridPlace } from './use-grid-place.ts';
import { useIsCard } from './use-is-card.ts';

type CoverageGridProps = {
  readonly items: readonly GridItem[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly shown: ShownCell | undefined;
  readonly onShow: (cell: ShownCell) => void;
  readonly onToggle: (key: string) => void;
  readonly requirements: Requirements;
  /** Told which lines are in sight, from the first to the last. */
  readonly onSight: (first: number, last: number) => void;
};

/**
 * The matrix of artifacts and evidence, of any length: only the lines in sight are in the page. One cell is a stop of the
 * Tab key, and keys go from cell to cell.
 */
export function CoverageGrid(props: CoverageGridProps) {
  const isCard = useIsCard();
  // Lines and cards have other heights: what was measured of one says nothing of the other.
  return <Grid key={String(isCard)} isCard={isCard} {...props} />;
}

function Grid({ isCard, ...props }: CoverageGridProps & { readonly isCard: boolean }) {
  const { items, shown, onShow, onToggle, onSight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const place = useState<GridPlace>();
  const focused = items.findIndex(({ key }) => key === place[0]?.key);
  const virtual = useGridLines(scroller, { items, isCard, focused });
  const { stop, ...listeners } = useGridPlace(scroller, place, {
    items,
    onToggle,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: (opened) => {
      const cell = cellAt(items, opened);
      if (cell !== undefined) onShow(cell);
    },
  });
  useShownInSight(scroller, shown);
  const { startIndex = 0, endIndex = -1 } = virtual.range ?? {};
  // Tells what the browser shows, which is known only when it was laid out.
  useEffect(() => onSight(startIndex, endIndex), [onSight, startIndex, endIndex]);
  return (
    <div
      ref={scroller}
      className="min-h-0 grow overflow-auto px-4 small:max-h-[75dvh] small:flex-none max-sm:px-2"
      style={{ scrollPaddingLeft: 160 }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are reached by arrow keys is a grid.
        role="grid"
        aria-label="Coverage"
        aria-rowcount={items.length + 1}
        aria-colcount={columnIds.length}
        tabIndex={-1}
        className={`block ${gridClass}`}
        {...listeners}
      >
        <GridHead {...props} stop={stop.key === headKey ? stop.column : undefined} />
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const item = items[index];
            return item === undefined ? null : (
              <tr
                key={item.key}
                data-key={item.key}
                aria-rowindex={index + 2}
                className={lineLook(item, isCard)}
                style={{ height: size, transform: `translateY(${start}px)` }}
              >
                <GridLine item={item} {...props} stop={stop.key === item.key ? stop.column : undefined} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Keeps the cell in sight whose evidence is shown: the panel beside the matrix takes the room in which it stood. */
function useShownInSight(scroller: RefObject<HTMLElement | null>, shown: ShownCell | undefined) {
  const name =
    shown === undefined ? '' : `${shown.row.reference} ${shown.platform?.platform} ${shown.evidence}`;
  // Syncs with the scroll of the browser.
  useEffect(() => {
    if (name === '') return;
    const cell = scroller.current?.querySelector('[aria-current="true"]');
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [scroller, name]);
}

function lineLook({ type }: GridItem, isCard: boolean): string {
  return clsx(
    'group absolute inset-x-0 top-0 border-b border-line',
    type === 'group' ? 'block' : lineClass,
    type === 'platform' && 'bg-sunken',
    isCard && type !== 'group' && 'content-start gap-y-0.5 py-1.5',
  );
}

function cellAt(items: readonly GridItem[], { key, column }: GridPlace): ShownCell | undefined {
  const item = items.find((one) => one.key === key);
  if (item === undefined || item.type === 'group') return undefined;
  const evidence = evidenceNames.find((name) => name === column);
  return {
    row: item.row,
    ...(evidence === undefined ? {} : { evidence }),
    ...(item.type === 'platform' ? { platform: item.platform } : {}),
  };
}

type GridLinesOptions = {
  readonly items: readonly GridItem[];
  readonly isCard: boolean;
  /** The line with the focus, which stays in the page however far it is scrolled away; -1 for none. */
  readonly focused: number;
};

/** The lines of the grid that are in sight. */
function useGridLines(scroller: RefObject<HTMLElement | null>, { items, isCard, focused }: GridLinesOptions) {
  const sizes = isCard ? heights.card : heights.line;
  return useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizes[items[index]?.type ?? 'row'],
    getItemKey: (index) => items[index]?.key ?? index,
    scrollPaddingStart: heights.head,
    overscan: 6,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return focused < 0 || seen.includes(focused) ? seen : [...seen, focused].toSorted((a, b) => a - b);
    },
  });
}
