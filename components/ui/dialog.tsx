'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { IconButton } from './button.tsx';

type DialogProps = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Where the focus starts; in the first field when left out. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/**
 * A window over the page: it keeps the focus, Escape closes it, and the focus returns to where it was. It is wider when an
 * element in it has the attribute `data-wide`.
 */
export function Dialog({ title, description, isOpen, onOpenChange, initialFocus, children }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-canvas/70 backdrop-blur-[2px] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[26rem] has-data-wide:w-[38rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col gap-4 overflow-auto rounded-lg border border-line-strong bg-raised p-5 shadow-raised transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <div className="pr-8">
            <Base.Title className="text-lg font-semibold">{title}</Base.Title>
            {description === undefined ? null : (
              <Base.Description render={<div />} className="mt-1 text-muted">
                {description}
              </Base.Description>
            )}
          </div>
          {children}
          {/* Last: the focus starts in the content. */}
          <Base.Close render={<IconButton label="Close" className="absolute top-3.5 right-3.5" />}>
            <X size={16} aria-hidden="true" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type DialogFooterProps = {
  /** What happens next, or how far it is. */
  readonly status: string;
  readonly children: ReactNode;
};

/** The buttons of a dialog, always in sight, with a sentence beside them. */
export function DialogFooter({ status, children }: DialogFooterProps) {
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-5 py-3">
      <p role="status" className="mr-auto text-sm text-muted">
        {status}
      </p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
