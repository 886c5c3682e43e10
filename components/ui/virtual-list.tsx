'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import type { KeyboardEvent, ReactNode } from 'react';
import { useRef } from 'react';

type VirtualListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string | number;
  /** Draws one row; while the list scrolls, a row should not load anything. */
  readonly children: (item: T, isMoving: boolean) => ReactNode;
  readonly className?: string;
};

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };

/** A list of any length; only the rows in sight are in the page. Arrows, Home and End move from row to row. */
export function VirtualList<T>({ label, items, rowHeight, keyOf, children, className }: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const focusRow = (index: number) => {
    const last = items.length - 1;
    const target = Math.min(last, Math.max(0, index));
    rows.scrollToIndex(target);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${target}"] :is(a, button)`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const index = Number(row?.getAttribute('data-index') ?? -1);
    const step = steps[event.key];
    const target =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? items.length - 1
          : step && index >= 0
            ? index + step
            : undefined;
    if (target === undefined) return;
    event.preventDefault();
    focusRow(target);
  };
  return (
    <div ref={scroller} className={clsx('min-h-0 grow overflow-auto', className)}>
      <ul
        aria-label={label}
        className="relative"
        style={{ height: rows.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          return item === undefined ? null : (
            <li
              key={keyOf(item)}
              data-index={row.index}
              aria-posinset={row.index + 1}
              aria-setsize={items.length}
              className="absolute inset-x-0 top-0"
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              {children(item, rows.isScrolling)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
