import { useEffect, useRef } from 'react';

/**
 * Runs an action on a key that counts on the whole page, unless somebody is writing, it comes with another key, or the
 * part of the page that has the focus took it.
 */
export function usePageKey(key: string, act: () => void): void {
  const latest = useRef(act);
  // The keyboard of the document is the outside system; the newest action is the one it runs.
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.defaultPrevented || isWriting(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [key]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** The key that asks for a menu where there is no pointer: its own, or Shift with F10. */
export function isMenuKey({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
