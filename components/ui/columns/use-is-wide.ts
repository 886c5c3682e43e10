import { useSyncExternalStore } from 'react';

const wide = '(min-width: 900px)';

/** Whether the page has room for the canvas. Narrower pages show the outline, and do not load the canvas. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(wide);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(wide).matches,
    () => false,
  );
}
