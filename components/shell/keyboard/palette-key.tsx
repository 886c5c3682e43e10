'use client';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';

const Palette = dynamic(() => import('./palette.tsx').then((file) => file.Palette), { ssr: false });

/** Opens the palette on Ctrl K, or ⌘ K, also while somebody is writing. */
export function PaletteKey() {
  const [isOpen, setOpen] = useState(false);
  // The keyboard of the document is the outside system.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  return isOpen ? <Palette onClose={() => setOpen(false)} /> : null;
}
