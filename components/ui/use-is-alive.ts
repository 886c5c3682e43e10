import { useSyncExternalStore } from 'react';

/**
 * Whether the page has come to life: what this browser remembers is known from then on. The server draws neither a list
 * that it does not know nor the sentence that there is none.
 */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

function subscribe(): () => void {
  return () => undefined;
}
