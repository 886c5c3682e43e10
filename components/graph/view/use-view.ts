'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { View } from '#lib/graph/picture/view';
import { readView, reuseParts, writeView } from './view-query.ts';

/** A `step` can be taken back with the browser's own button; a `detail` takes the place of the last one. */
export type ViewChange = (change: Partial<View>, weight?: 'step' | 'detail') => void;

/** How this person looks at the graph, read from the URL and written back to it: every view is a link. */
export function useView(): [View, ViewChange] {
  const [search, write] = useSearch();
  const [last, setLast] = useState(() => readView(search));
  const view = reuseParts(last, readView(search));
  if (view !== last) setLast(view);
  const change = useCallback<ViewChange>(
    (part, weight = 'step') => write(writeView(location.search, part), weight),
    [write],
  );
  return [view, change];
}

/** The query of the address; a change shows at once, before the router has heard of it. */
function useSearch(): [string, (search: string, weight: 'step' | 'detail') => void] {
  const path = usePathname();
  const routed = useSearchParams().toString();
  const [ahead, setAhead] = useState<{ readonly path: string; readonly search: string }>();
  const isAhead = ahead?.path === path && location.search.replace(/^\?/, '') === ahead.search;
  const write = useCallback(
    (search: string, weight: 'step' | 'detail') => {
      const address = search === '' ? location.pathname : `?${search}`;
      if (weight === 'step') history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      setAhead({ path, search: location.search.replace(/^\?/, '') });
    },
    [path],
  );
  return [isAhead ? ahead.search : routed, write];
}
