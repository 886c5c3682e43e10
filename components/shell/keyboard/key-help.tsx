'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { chipClass } from '#components/ui/chip';
import { usePageKey } from '#components/ui/use-page-key.ts';

const KeySheet = dynamic(() => import('./key-sheet.tsx').then((file) => file.KeySheet), { ssr: false });

/** The way to the list of keys: a button, and the key ? wherever nobody is writing. */
export function KeyHelp() {
  const [isOpen, setOpen] = useState(false);
  usePageKey('?', () => setOpen(true));
  return (
    <>
      <button
        type="button"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => setOpen(true)}
        className={`${chipClass()} px-2.5 hover:border-line-strong hover:text-text max-sm:hidden`}
      >
        ?
      </button>
      {isOpen ? <KeySheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}
