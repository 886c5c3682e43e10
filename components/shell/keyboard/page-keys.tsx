'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { chipClass } from '#components/ui/chip';
import { usePageKey } from '#components/ui/use-page-key.ts';
import type { Location } from '#lib/oci/location';

const KeySheet = dynamic(() => import('./key-sheet.tsx').then((file) => file.KeySheet), { ssr: false });
const Palette = dynamic(() => import('./command-palette.tsx').then((file) => file.CommandPalette), {
  ssr: false,
});

/** Opens the palette on Ctrl K, or ⌘ K, also while somebody is writing. */
export function PaletteKey({ location }: { readonly location: Location | undefined }) {
  const [isOpen, setOpen] = useState(false);
  // Syncs with the keyboard of the document.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return isOpen ? <Palette location={location} onClose={() => setOpen(false)} /> : null;
}

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
