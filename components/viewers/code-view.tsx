'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';

type CodeViewProps = {
  readonly label: string;
  readonly lines: readonly string[];
  /** Which of them are shown, in order; all when it is left out. */
  readonly shown?: readonly number[];
  /** The line that is led to, counted from 0. */
  readonly target?: number | undefined;
  /** Where a line number leads; without it numbers are only read. */
  readonly onNumber?: (line: number) => void;
  /** What stands between a number and its line. */
  readonly margin?: (line: number) => ReactNode;
  readonly className?: string;
  readonly children: (line: string, at: number) => ReactNode;
};

// Who has no mouse scrolls it with the arrow keys.
const focusable = { tabIndex: 0 };

/** Numbered lines of which only those in sight are in the page; long ones wrap. */
export function CodeView({
  label,
  lines,
  shown,
  target,
  onNumber,
  margin,
  className,
  children,
}: CodeViewProps) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: shown?.length ?? lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 18,
    getItemKey: (index) => shown?.[index] ?? index,
    overscan: 20,
  });
  const place = target === undefined ? undefined : (shown?.indexOf(target) ?? target);
  // Scrolls the browser to a line that somebody was led to; the place alone says when.
  useEffect(() => {
    if (place !== undefined && place >= 0) rows.scrollToIndex(place, { align: 'center' });
  }, [place, rows.scrollToIndex]);
  const digits = String(lines.length).length;
  return (
    <section
      ref={scroller}
      aria-label={label}
      {...focusable}
      className={clsx('overflow-auto bg-sunken font-mono text-sm -outline-offset-2', className)}
    >
      <div className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const at = shown?.[row.index] ?? row.index;
          return (
            <div
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              className={clsx(
                'absolute inset-x-0 top-0 flex leading-[18px]',
                at === target && 'bg-accent-soft forced-colors:outline',
              )}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <LineNumber at={at} digits={digits} onNumber={onNumber} />
              {margin?.(at)}
              <span className="min-w-0 grow pr-3 break-words [overflow-wrap:anywhere] whitespace-pre-wrap">
                {children(lines[at] ?? '', at)}
              </span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

type LineNumberProps = {
  readonly at: number;
  readonly digits: number;
  readonly onNumber: CodeViewProps['onNumber'] | undefined;
};

// Out of the tab order: thousands of stops would stand before what follows. Search leads to lines by keyboard.
function LineNumber({ at, digits, onNumber }: LineNumberProps) {
  const style = { width: `calc(${digits}ch + 20px)` };
  const className = 'shrink-0 self-start px-2.5 text-right text-faint select-none';
  if (onNumber === undefined) {
    return (
      <span aria-hidden="true" className={className} style={style}>
        {at + 1}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Link to line ${at + 1}`}
      onClick={() => onNumber(at)}
      className={clsx(className, 'hover:text-text')}
      style={style}
    >
      {at + 1}
    </button>
  );
}
