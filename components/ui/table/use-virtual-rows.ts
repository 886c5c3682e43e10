import type { Virtualizer } from '@tanstack/react-virtual';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useLayoutEffect, useState } from 'react';

/** Of a closed row and of the heading, in pixels; an open row is measured. */
const rowHeight = 28;

type VirtualRowsOptions = {
  readonly id: string;
  readonly total: number;
  readonly onRange?: ((first: number, last: number) => void) | undefined;
};

/** Which rows of a table are in sight, in whatever scrolls around it. */
export function useVirtualRows(
  table: RefObject<HTMLElement | null>,
  { id, total, onRange }: VirtualRowsOptions,
): Virtualizer<HTMLElement, Element> {
  const place = usePlace(table);
  const virtual = useVirtualizer<HTMLElement, Element>({
    count: total,
    getScrollElement: () => place.scroller,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: place.margin,
    scrollPaddingStart: rowHeight,
    onChange: ({ range }) => {
      if (range !== null) onRange?.(range.startIndex, range.endIndex);
    },
  });
  // Scrolls the browser: another list is read from its top. What stands above the table stays in sight.
  useLayoutEffect(() => {
    const element = table.current;
    const scroller = element === null ? undefined : scrollerOf(element);
    if (element === null || scroller === undefined || id === undefined) return;
    scroller.scrollTop = Math.min(scroller.scrollTop, Math.max(0, marginOf(element, scroller) - rowHeight));
  }, [table, id]);
  return virtual;
}

type Place = { readonly scroller: HTMLElement | null; readonly margin: number };

/** What scrolls around a table, and how far below its top the first row stands, in pixels. */
function usePlace(table: RefObject<HTMLElement | null>): Place {
  const [place, setPlace] = useState<Place>({ scroller: null, margin: 0 });
  // Reads the layout of the browser, whenever something around the element changes its size.
  useLayoutEffect(() => {
    const element = table.current;
    const scroller = element === null ? undefined : scrollerOf(element);
    if (element === null || scroller === undefined) return;
    const measure = () => {
      const margin = marginOf(element, scroller);
      setPlace((last) =>
        last.margin === margin && last.scroller === scroller ? last : { scroller, margin },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (let around = element.parentElement; around !== null; around = around.parentElement) {
      observer.observe(around);
      if (around === scroller) break;
    }
    return () => observer.disconnect();
  }, [table]);
  return place;
}

function marginOf(element: HTMLElement, scroller: HTMLElement): number {
  const distance = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return Math.round(distance + scroller.scrollTop + rowHeight);
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return document.documentElement;
}
