'use client';
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button';

type MenuProps = { readonly trigger: ReactNode; readonly children: ReactNode };

/** A button that opens a list of actions. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger className={buttonClass()}>{trigger}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50">
          <Base.Popup className="min-w-56 rounded-lg border border-line-strong bg-raised p-1 shadow-raised outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = { readonly children: ReactNode; readonly note?: string; readonly onSelect: () => void };

export function MenuItem({ children, note, onSelect }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 outline-none data-highlighted:bg-sunken"
    >
      <span className="grow">{children}</span>
      {note === undefined ? null : <span className="text-sm text-faint">{note}</span>}
    </Base.Item>
  );
}
