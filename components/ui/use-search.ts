'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import type { WrittenSearch } from './written-search.ts';
import { isAhead, isHeard, nextWritten } from './written-search.ts';

/** A `step` can be taken back with the browser's own button; a `detail` takes the place of the last one. */
export type StepWeight = 'step' | 'detail';

/** The query of the address, and the way to write it; a change shows at once, before the router has heard of it. */
export function useSearch(): [search: string, write: (search: string, weight: StepWeight) => void] {
  const path = usePathname();
  const routed = useSearchParams().toString();
  const [written, setWritten] = useState<WrittenSearch>();
  if (written !== undefined && (written.path !== path || isHeard(written, routed))) setWritten(undefined);
  const isShown = written?.path === path && isAhead(written, routed, location.search);
  // Who goes back before the router has heard of a step leaves it where it was: nothing else would draw again.
  useEffect(() => {
    const forget = () => setWritten(undefined);
    addEventListener('popstate', forget);
    return () => removeEventListener('popstate', forget);
  }, []);
  const write = useCallback(
    (search: string, weight: StepWeight) => {
      const before = location.search;
      const address = search === '' ? location.pathname : `?${search}`;
      if (weight === 'step') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      setWritten((last) => nextWritten(last, { path, search: location.search, before }));
    },
    [path],
  );
  return [isShown ? written.search : routed, write];
}
