'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** After each navigation: what had the focus is gone with its page, and the new page gets it. Nobody who is somewhere is moved. */
export function PageFocus() {
  const path = usePathname();
  const query = useSearchParams();
  // The parts of an address that make another screen of it.
  const screen = [path, ...['view', 'compare', 'plan', 'page'].map((name) => query.get(name) ?? '')].join(
    ' ',
  );
  const first = useRef(screen);
  // Syncs with the focus of the document, and waits for what is drawn later.
  useEffect(() => {
    if (first.current === screen) return;
    first.current = '';
    let stop: (() => void) | undefined;
    let isLeft = false;
    void import('#components/ui/keep-focused.ts').then(({ keepFocused }) => {
      if (!isLeft) stop = keepFocused();
    });
    return () => {
      isLeft = true;
      stop?.();
    };
  }, [screen]);
  return null;
}
