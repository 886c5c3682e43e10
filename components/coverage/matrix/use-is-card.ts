import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 639.98px)';

/** Whether an artifact is a card: the page has no room for columns. */
export function useIsCard(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(narrow);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(narrow).matches,
    () => false,
  );
}
