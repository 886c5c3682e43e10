import { useEffect, useState, useSyncExternalStore } from 'react';

/** Long enough to be read twice and to be pointed at. What is said stays in the list of changes (WCAG 2.2.1). */
const leaveAfterMs = 20_000;

/**
 * Calls back when a notice has been in sight for a while: not as long as it is pointed at, has the focus, or nobody sees
 * the page. Gives the listeners that the notice needs. `id` tells one notice from the next.
 */
export function useLeaving(id: string | undefined, isHeld: boolean, onLeave: (id: string) => void) {
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const isSeen = useSyncExternalStore(
    listenToVisibility,
    () => document.visibilityState === 'visible',
    () => false,
  );
  const waits = id === undefined || isHeld || isPointedAt || hasFocus || !isSeen;
  // Syncs with the clock.
  useEffect(() => {
    if (waits) return;
    const timer = setTimeout(() => onLeave(id), leaveAfterMs);
    return () => clearTimeout(timer);
  }, [waits, id, onLeave]);
  return {
    onPointerEnter: () => setPointedAt(true),
    onPointerLeave: () => setPointedAt(false),
    onFocus: () => setFocus(true),
    onBlur: () => setFocus(false),
  };
}

function listenToVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
