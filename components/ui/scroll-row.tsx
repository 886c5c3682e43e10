'use client';
import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';

type ScrollRowProps = {
  readonly className?: string;
  readonly children: ReactNode;
};

/** A row that scrolls sideways where it is too long, and shows a mark at its end as long as something is cut there. */
export function ScrollRow({ className, children }: ScrollRowProps) {
  const row = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  // Syncs with the room that the browser gives the row, what it needs, and how far it is scrolled.
  useEffect(() => {
    const [outer, inner] = [row.current, content.current];
    if (outer === null || inner === null) return;
    const look = () => setCut(outer.scrollLeft + outer.clientWidth < outer.scrollWidth - 4);
    const observer = new ResizeObserver(look);
    observer.observe(outer);
    observer.observe(inner);
    outer.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      outer.removeEventListener('scroll', look);
    };
  }, []);
  return (
    <div className={clsx('relative min-w-0', className)}>
      <div
        ref={row}
        className={clsx(
          '-m-1 overflow-x-auto overflow-y-hidden p-1 [scrollbar-width:none]',
          isCut && '[mask-image:linear-gradient(to_right,#000_calc(100%-52px),transparent_calc(100%-24px))]',
        )}
      >
        <div ref={content} className="w-max">
          {children}
        </div>
      </div>
      {isCut ? (
        // Keys bring into sight what they reach; this is for who points.
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          title="Show more"
          onClick={() => row.current?.scrollBy({ left: row.current.clientWidth * 0.8, behavior: 'smooth' })}
          className="absolute inset-y-0 right-0 flex w-6 items-center justify-center rounded-md text-muted hover:text-text"
        >
          <ChevronRight size={16} />
        </button>
      ) : null}
    </div>
  );
}
