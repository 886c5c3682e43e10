'use client';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { fitPanelWidth, panelMinWidth } from '#components/ui/storage/panel-width.ts';
import { applyPanelWidth, usePanelMaxWidth, usePanelWidth } from '#components/ui/storage/use-panel-width.ts';
import { IconButton } from './button.tsx';

type SidePanelProps = {
  /** On narrow screens the panel is a sheet over the page; on wide ones it is always open. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** On narrow screens it fills the page, and brings its own button to close it. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
};

const step = 24;

/** The panel on the right: as wide as it is dragged, up to half of the window, on later pages too; on narrow screens a sheet from below. */
export function SidePanel({ isOpen, onClose, isFull = false, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const width = usePanelWidth();
  const maxWidth = usePanelMaxWidth();
  const resize = (next: number | undefined) =>
    applyPanelWidth(next === undefined ? undefined : fitPanelWidth(next, innerWidth));
  const onPointerMove = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const change = { ArrowLeft: step, ArrowRight: -step }[event.key];
    if (change !== undefined) resize((panel.current?.offsetWidth ?? panelMinWidth) + change);
    if (event.key === 'Home') resize(undefined);
    if (event.key === 'End') resize(maxWidth);
  };
  return (
    <aside
      ref={panel}
      aria-label={isFull ? 'Plan' : 'Inspector'}
      className={clsx(
        'z-20 min-h-0 shrink-0 flex-col border-line bg-surface min-[900px]:relative min-[900px]:flex min-[900px]:w-(--panel-column) min-[900px]:border-l',
        'print:static! print:block! print:h-auto! print:w-auto! print:border-0!',
        'max-[899px]:fixed max-[899px]:inset-x-0 max-[899px]:bottom-0 max-[899px]:w-auto!',
        isFull
          ? 'max-[899px]:z-30 max-[899px]:h-dvh'
          : 'max-[899px]:h-[70dvh] max-[899px]:rounded-t-xl max-[899px]:border-t max-[899px]:shadow-raised',
        isOpen ? 'flex' : 'hidden',
      )}
    >
      <hr
        aria-label="Width of the inspector"
        aria-orientation="vertical"
        aria-valuemin={panelMinWidth}
        aria-valuemax={maxWidth}
        aria-valuenow={width ?? panel.current?.offsetWidth ?? panelMinWidth}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => resize(undefined)}
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
