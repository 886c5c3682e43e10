'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';

/** A `step` can be taken back with the browser's own button; a `detail` takes the place of the last one. */
export type StepWeight = 'step' | 'detail';

/** The query of the address, and the way to write it; a change shows at once, before the router has heard of it. */
export function useSearch(): [search: string, write: (search: string, weight: StepWeight) => void] {
  const path = usePathname();
  const routed = useSearchParams().toString();
  const [ahead, setAhead] = useState<{ readonly path: string; readonly search: string }>();
  const isAhead = ahead?.path === path && location.search.replace(/^\?/, '') === ahead.search;
  // Who goes back before the router has heard of a step leaves it where it was: nothing else would draw again.
  useEffect(() => {
    const forget = () => setAhead(undefined);
    addEventListener('popstate', forget);
    return () => removeEventListener('popstate', forget);
  }, []);
  const write = useCallback(
    (search: string, weight: StepWeight) => {
      const address = search === '' ? location.pathname : `?${search}`;
      if (weight === 'step') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      setAhead({ path, search: location.search.replace(/^\?/, '') });
    },
    [path],
  );
  return [isAhead ? ahead.search : routed, write];
}
