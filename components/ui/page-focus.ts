'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

/**
 * Puts the focus where the page begins: the row of the outline that the tab key reaches, as soon as there is an outline
 * with rows, else the heading.
 */
export function focusPage(): void {
  const row = document.querySelector<HTMLElement>('[data-page-start] [role="treeitem"][tabindex="0"]');
  const start =
    row ?? document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  if (start === null) return;
  // A heading takes the focus, but the tab key passes it by.
  if (row === null) start.tabIndex = -1;
  start.focus({ preventScroll: true });
}

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
    void import('./keep-focused.ts').then(({ keepFocused }) => {
      if (!isLeft) stop = keepFocused();
    });
    return () => {
      isLeft = true;
      stop?.();
    };
  }, [screen]);
  return null;
}
