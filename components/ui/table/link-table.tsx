'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { rowAfterKey } from './table-rows.ts';

type LinkTableProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string | number;
  /** The cells of the headings. */
  readonly head: ReactNode;
  /** The tracks in which the cells stand, in the headings and in every row. */
  readonly tracks: string;
  /** The cells of a row, of which one holds its link; while the table scrolls, a row should not load anything. */
  readonly children: (item: T, isMoving: boolean) => ReactNode;
  /** Shift with an arrow moved from the checkbox of one row to that of another. */
  readonly onExtend?: (from: T, to: T) => void;
};

/**
 * A table of any length whose rows lead somewhere: only those in sight are in the page. A click anywhere in a row follows
 * its link. Arrows, Page Up, Page Down, Home and End move from row to row, from checkbox to checkbox where one has the focus.
 */
export function LinkTable<T>(props: LinkTableProps<T>) {
  const { label, items, rowHeight, keyOf, head, tracks, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const onKeyDown = useRowKeys(props, (index) => {
    rows.scrollToIndex(index);
    return scroller.current;
  });
  return (
    <div ref={scroller} className="min-h-0 grow scroll-pt-10 overflow-x-hidden overflow-y-auto">
      <table aria-label={label} aria-rowcount={items.length + 1} className="block" onKeyDown={onKeyDown}>
        <thead className="sticky top-0 z-10 block bg-surface">
          <tr aria-rowindex={1} className={clsx(tracks, 'border-b border-line-strong')}>
            {head}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const item = items[row.index];
            return item === undefined ? null : (
              <tr
                key={keyOf(item)}
                data-index={row.index}
                aria-rowindex={row.index + 2}
                onClick={followLink}
                className={clsx(
                  tracks,
                  'absolute inset-x-0 top-0 cursor-pointer border-b border-line hover:bg-sunken',
                )}
                style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              >
                {children(item, rows.isScrolling)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Follows the link of the row, with the keys that open a new tab; who marks a text wants to copy it. */
function followLink(event: MouseEvent<HTMLElement>): void {
  const isPressed =
    event.target instanceof Element && event.target.closest('a, button, input, label') !== null;
  // What a menu of the row shows stands outside of the table, and is no part of the row.
  const isOutside = event.target instanceof Node && !event.currentTarget.contains(event.target);
  if (isPressed || isOutside || getSelection()?.type === 'Range') return;
  const { ctrlKey, metaKey, shiftKey } = event;
  event.currentTarget
    .querySelector('a')
    ?.dispatchEvent(
      new window.MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
    );
}

/** Moves the focus to the row that a key asks for, once `show` has brought it into the page. */
function useRowKeys<T>(
  { items, onExtend }: Pick<LinkTableProps<T>, 'items' | 'onExtend'>,
  show: (index: number) => HTMLElement | null,
) {
  return (event: KeyboardEvent) => {
    const element = event.target instanceof Element ? event.target : undefined;
    const row = element?.closest('[data-index]');
    if (element === undefined || row == null || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = Number(row.getAttribute('data-index'));
    const to = rowAfterKey(event.key, from, items.length);
    if (to === undefined) return;
    event.preventDefault();
    const isCheckbox = element.matches('input');
    const [first, last] = [items[from], items[to]];
    if (isCheckbox && event.shiftKey && first !== undefined && last !== undefined) onExtend?.(first, last);
    const scroller = show(to);
    requestAnimationFrame(() =>
      scroller?.querySelector<HTMLElement>(`[data-index="${to}"] ${isCheckbox ? 'input' : 'a'}`)?.focus(),
    );
  };
}
