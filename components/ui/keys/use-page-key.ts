import { useEffect, useRef } from 'react';

/** Runs an action on a key that counts on the whole page, unless somebody is writing or it comes with another key. */
export function usePageKey(key: string, act: () => void): void {
  const latest = useRef(act);
  // The keyboard of the document is the outside system; the newest action is the one it runs.
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
        return;
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
