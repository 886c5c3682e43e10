'use client';
import dynamic from 'next/dynamic';
import { useParams, usePathname } from 'next/navigation';
import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { takeEarlyPalette } from '#components/shell/keyboard/early-palette.ts';
import { readAddress } from '#components/shell/reference/read-address.ts';

// Everything that it can do comes with its first opening.
const Palette = dynamic(() => import('./palette.tsx').then((file) => file.Palette), { ssr: false });

/** Opens the palette on Ctrl K, or ⌘ K, on every page, also while somebody is writing, and for a press that came too early. */
export function PaletteKey() {
  const [state, setState] = useState<'unused' | 'open' | 'closed'>('unused');
  const typed = useRef('');
  const takeTyped = useTyped(state === 'open', typed);
  const path = usePathname();
  const hasReference = useParams().reference !== undefined;
  // Syncs with the keyboard of the document.
  useEffect(() => {
    const early = takeEarlyPalette();
    if (early !== undefined) {
      typed.current = early;
      setState('open');
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setState((was) => (was === 'open' ? 'closed' : 'open'));
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
  if (state === 'unused') return null;
  return (
    <Palette
      isOpen={state === 'open'}
      location={hasReference ? readAddress(decodedPath(path)) : undefined}
      takeTyped={takeTyped}
      onClose={() => setState('closed')}
    />
  );
}

/** Keeps what is typed before the palette is there for the first time; whoever takes it hears the keys from then on. */
function useTyped(isOpen: boolean, typed: RefObject<string>): () => string {
  const [isThere, setIsThere] = useState(false);
  // Syncs with the keyboard of the document: the keys of the page beneath do not hear it.
  useEffect(() => {
    if (!isOpen || isThere) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      typed.current += event.key;
    };
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, [isOpen, isThere, typed]);
  return () => {
    const text = typed.current;
    typed.current = '';
    setIsThere(true);
    return text;
  };
}

/** The path of an address as a text, without its first slash. */
function decodedPath(path: string): string {
  try {
    return path.slice(1).split('/').map(decodeURIComponent).join('/');
  } catch {
    return path.slice(1);
  }
}
