'use client';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button';

type SidePanelProps = {
  /** On narrow screens the panel is a sheet over the page; on wide ones it always stands. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** On narrow screens it fills them, and closes by itself. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
};

const narrowest = 300;
const usual = 404;
const widest = 900;
const step = 24;

/** The panel on the right: as wide as somebody drags it, a sheet from below where there is no room beside. */
export function SidePanel({ isOpen, onClose, isFull = false, children }: SidePanelProps) {
  const [width, setWidth] = useState<number>();
  const resize = (next: number) => setWidth(Math.round(Math.min(widest, Math.max(narrowest, next))));
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const change = { ArrowLeft: step, ArrowRight: -step }[event.key];
    if (change !== undefined) resize((width ?? usual) + change);
  };
  return (
    <aside
      aria-label={isFull ? 'Plan' : 'Inspector'}
      className={clsx(
        'z-20 min-h-0 shrink-0 flex-col border-line bg-surface min-[900px]:relative min-[900px]:flex min-[900px]:w-[404px] min-[900px]:border-l',
        'print:static! print:block! print:h-auto! print:w-auto! print:border-0!',
        'max-[899px]:fixed max-[899px]:inset-x-0 max-[899px]:bottom-0 max-[899px]:w-auto!',
        isFull
          ? 'max-[899px]:z-30 max-[899px]:h-dvh'
          : 'max-[899px]:h-[70dvh] max-[899px]:rounded-t-xl max-[899px]:border-t max-[899px]:shadow-raised',
        isOpen ? 'flex' : 'hidden',
      )}
      {...(width === undefined ? {} : { style: { width } })}
    >
      <hr
        aria-label="Width of the inspector"
        aria-orientation="vertical"
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        aria-valuenow={width ?? usual}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        className="absolute inset-y-0 -left-1 z-10 m-0 h-auto w-2 border-0 cursor-col-resize touch-none hover:bg-line-strong/40 max-[899px]:hidden"
      />
      <div className={clsx('flex justify-end px-2 pt-1.5 min-[900px]:hidden', isFull && 'hidden')}>
        <IconButton label="Close the inspector" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {children}
    </aside>
  );
}
