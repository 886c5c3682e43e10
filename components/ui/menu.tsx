'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { buttonClass } from './button.tsx';

type MenuProps = {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  /** The name of a trigger that shows an icon alone. */
  readonly label?: string;
};

/** A button that opens a list of actions. */
export function Menu({ trigger, children, label }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger
        {...(label === undefined
          ? { className: buttonClass() }
          : { className: iconClass, 'aria-label': label })}
      >
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        {/* A region of its own: it stands outside all others, and nothing on a page may. */}
        <Base.Positioner role="region" aria-label="Actions" sideOffset={6} align="end" className="z-50">
          <Base.Popup className={popupClass}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuAtProps = {
  readonly label: string;
  /** CSS pixels from the corner of the window. */
  readonly x: number;
  readonly y: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * A list of actions at a point of the window; the focus returns to where it was. Base UI's context menu wants to wrap its
 * trigger, which a node drawn on a canvas cannot be.
 */
export function MenuAt({ label, x, y, isOpen, onClose, children }: MenuAtProps) {
  const [before] = useState(() => document.activeElement);
  const anchor = { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Positioner
          role="region"
          aria-label="Actions"
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={2}
          // A menu that turned upwards would have the room above the point alone, and hide its last items.
          collisionAvoidance={{ side: 'shift', align: 'shift', fallbackAxisSide: 'none' }}
          className="z-50"
        >
          <Base.Popup
            aria-label={label}
            finalFocus={() => (before instanceof HTMLElement ? before : null)}
            className={clsx(popupClass, 'max-h-[calc(100dvh-16px)]!')}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const popupClass =
  'more-beyond max-h-[var(--available-height)] min-w-56 overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-raised outline-none';

const iconClass =
  'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-text data-popup-open:bg-sunken';

type MenuItemProps = {
  readonly children: ReactNode;
  readonly note?: string;
  readonly look?: 'plain' | 'danger';
  readonly onSelect: () => void;
};

export function MenuItem({ children, note, look = 'plain', onSelect }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      className={clsx(
        'flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 outline-none data-highlighted:bg-sunken',
        look === 'danger' && 'text-bad',
      )}
    >
      <span className="grow">{children}</span>
      {note === undefined ? null : <span className="text-sm text-faint">{note}</span>}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}

/** A sentence instead of actions that are not offered. */
export function MenuNote({ children }: { readonly children: ReactNode }) {
  return <p className="max-w-60 px-2.5 py-1.5 text-muted">{children}</p>;
}
