import { useSyncExternalStore } from 'react';

const wide = '(min-width: 900px)';

/** Below this width the outline stands in for the canvas, which then is not even loaded. */
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
