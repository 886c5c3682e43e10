'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { chipClass } from '#components/ui/chip';
import { usePageKey } from '#components/ui/use-page-key.ts';

const KeySheet = dynamic(() => import('./key-sheet.tsx').then((file) => file.KeySheet), { ssr: false });

/** Opens the list of keys: by a button, and by the key ? unless somebody is writing. */
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
        className={`${chipClass()} px-2.5 hover:border-line-strong hover:text-text`}
      >
        ?
      </button>
      {isOpen ? <KeySheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}
