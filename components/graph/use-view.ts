'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import type { View } from '#lib/graph/view';
import { readView, writeView } from './view-query';

/** A `step` can be taken back with the browser's own button; a `detail` takes the place of the last one. */
export type ViewChange = (change: Partial<View>, weight?: 'step' | 'detail') => void;

/** How this person looks at the graph, read from the URL and written back to it: every view is a link. */
export function useView(): [View, ViewChange] {
  const [search, write] = useSearch();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const [selected, expanded, openStacks] = [
    readView.selected(query),
    useStable(readView.expanded(query)),
    useStable(readView.openStacks(query)),
  ];
  const kinds = useStable(readView.kinds(query));
  const artifactTypes = useStable(readView.artifactTypes(query));
  const text = readView.text(query);
  const tab = readView.tab(query);
  const plan = readView.plan(query);
  const view = useMemo<View>(
    () => ({ selected, expanded, openStacks, kinds, artifactTypes, text, tab, plan }),
    [selected, expanded, openStacks, kinds, artifactTypes, text, tab, plan],
  );
  const change = useCallback<ViewChange>(
    (part, weight = 'step') => write(writeView(location.search, part), weight),
    [write],
  );
  return [view, change];
}

/** The query of the address; a change shows at once, before the router has heard of it. */
function useSearch(): [string, (search: string, weight: 'step' | 'detail') => void] {
  const path = usePathname();
  const known = useSearchParams().toString();
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
  return [isAhead ? ahead.search : known, write];
}

// A list that says the same is the same list: what was made from it need not be made again.
function useStable<T extends string>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (kept.length === list.length && kept.every((item, index) => item === list[index])) return kept;
  keep(list);
  return list;
}
