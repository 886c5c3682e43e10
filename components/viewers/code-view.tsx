'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useRef } from 'react';

type CodeViewProps = {
  readonly label: string;
  readonly lines: readonly string[];
  readonly className?: string;
  readonly children: (line: string) => ReactNode;
};

// Who has no mouse scrolls it with the arrow keys.
const focusable = { tabIndex: 0 };

/** Numbered lines of which only those in sight are in the page; long ones wrap. */
export function CodeView({ label, lines, className, children }: CodeViewProps) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 18,
    overscan: 20,
  });
  const digits = String(lines.length).length;
  return (
    <section
      ref={scroller}
      aria-label={label}
      {...focusable}
      className={clsx('overflow-auto bg-sunken font-mono text-sm -outline-offset-2', className)}
    >
      <div className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            className="absolute inset-x-0 top-0 flex leading-[18px]"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <span
              aria-hidden="true"
              className="shrink-0 px-2.5 text-right text-faint select-none"
              style={{ width: `calc(${digits}ch + 20px)` }}
            >
              {row.index + 1}
            </span>
            <span className="min-w-0 grow pr-3 break-words [overflow-wrap:anywhere] whitespace-pre-wrap">
              {children(lines[row.index] ?? '')}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
