'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';

type DisclosureProps = {
  /** What the button shows and hides: `content`. */
  readonly noun: string;
  readonly isOpenAtFirst?: boolean;
  readonly className?: string;
  /** Drawn when it is open. */
  readonly children: () => ReactNode;
};

/** A button with something behind it, which is not loaded before somebody presses it. */
export function Disclosure({ noun, isOpenAtFirst = false, className = '', children }: DisclosureProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const Sign = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className={`flex w-full items-center gap-1 px-3 py-1.5 text-sm text-muted hover:bg-sunken hover:text-text ${className}`}
      >
        <Sign size={14} aria-hidden="true" />
        {isOpen ? `Hide ${noun}` : `Show ${noun}`}
      </button>
      {isOpen ? children() : null}
    </>
  );
}
