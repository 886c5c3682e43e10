'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { createWrittenStore, isAhead, isHeard, nextWritten } from './written-search.ts';

/** A `step` can be taken back with the browser's own button; a `detail` takes the place of the last one. */
export type StepWeight = 'step' | 'detail';

const store = createWrittenStore();

/** The query of the address, and the way to write it; a change shows at once, before the router has heard of it. */
export function useSearch(): [search: string, write: (search: string, weight: StepWeight) => void] {
  const path = usePathname();
  const routed = useSearchParams().toString();
  const written = useSyncExternalStore(store.subscribe, store.read, () => undefined);
  const isShown = written?.path === path && isAhead(written, routed, location.search);
  const isPast = written !== undefined && (written.path !== path || isHeard(written, routed));
  useEffect(() => {
    if (isPast && store.read() === written) store.put(undefined);
  }, [isPast, written]);
  // Who goes back before the router has heard of a step leaves it where it was: nothing else would draw again.
  useEffect(() => {
    const forget = () => store.put(undefined);
    addEventListener('popstate', forget);
    return () => removeEventListener('popstate', forget);
  }, []);
  const write = useCallback(
    (search: string, weight: StepWeight) => {
      const before = location.search;
      const address = search === '' ? location.pathname : `?${search}`;
      if (weight === 'step') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      store.put(nextWritten(store.read(), { path, search: location.search, before }));
    },
    [path],
  );
  return [isShown ? written.search : routed, write];
}
