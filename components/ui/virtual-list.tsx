'use client';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react';
import { useRef, useState } from 'react';

type VirtualListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  /** In pixels; of rows that have heights of their own, about how high one is. */
  readonly rowHeight: number;
  readonly hasOwnHeights?: boolean;
  readonly keyOf: (item: T) => string | number;
  /** Draws one row; the tab key reaches one row of the list, whose control takes this `tabIndex`. */
  readonly children: (item: T, tabIndex: 0 | -1) => ReactNode;
  readonly className?: string;
};

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };
const controls = 'a, button, input';

/** A list of any length; only the rows in sight are in the page. It is one tab stop: arrows, Home and End move from row to row. */
export function VirtualList<T>({
  label,
  items,
  rowHeight,
  hasOwnHeights = false,
  keyOf,
  children,
  className,
}: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const { stop, ...handlers } = useRowKeys(rows, items.length);
  return (
    <div ref={scroller} className={clsx('min-h-0 grow overflow-auto', className)}>
      <ul aria-label={label} className="relative" style={{ height: rows.getTotalSize() }} {...handlers}>
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          return item === undefined ? null : (
            <li
              key={keyOf(item)}
              ref={hasOwnHeights ? rows.measureElement : null}
              data-index={row.index}
              aria-posinset={row.index + 1}
              aria-setsize={items.length}
              className="absolute inset-x-0 top-0"
              style={{
                ...(hasOwnHeights ? {} : { height: row.size }),
                transform: `translateY(${row.start}px)`,
              }}
            >
              {children(item, row.index === stop ? 0 : -1)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Moves the focus from row to row; `stop` is the row that the tab key reaches. */
function useRowKeys(rows: Virtualizer<HTMLDivElement, Element>, count: number) {
  const [active, setActive] = useState(0);
  const drawn = rows.getVirtualItems();
  // A row that has scrolled out of the page cannot be reached by the tab key.
  const stop = drawn.some(({ index }) => index === active) ? active : drawn[0]?.index;
  const focusRow = (index: number) => {
    const target = Math.min(count - 1, Math.max(0, index));
    rows.scrollToIndex(target);
    requestAnimationFrame(() =>
      rows.scrollElement
        ?.querySelector<HTMLElement>(`[data-index="${target}"] :is(${controls}, [tabindex])`)
        ?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, rowOf(event.target), count - 1);
    if (target === undefined) return;
    event.preventDefault();
    focusRow(target);
  };
  const onFocus = (event: FocusEvent) => {
    if (event.target.matches(controls)) setActive(rowOf(event.target));
  };
  return { stop, onKeyDown, onFocus };
}

/** The row that an element of the list belongs to; -1 for none. */
function rowOf(element: EventTarget): number {
  const row = element instanceof Element ? element.closest('[data-index]') : null;
  return Number(row?.getAttribute('data-index') ?? -1);
}

/** The row that a key leads to from another; undefined for a key that leads nowhere. */
function targetOf(key: string, index: number, last: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  return step !== undefined && index >= 0 ? index + step : undefined;
}
