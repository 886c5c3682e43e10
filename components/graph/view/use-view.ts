'use client';

import { useCallback, useState } from 'react';
import type { StepWeight } from '#components/ui/use-search.ts';
import { useSearch } from '#components/ui/use-search.ts';
import type { View } from '#lib/graph/picture/view';
import { readView, reuseParts, writeView } from './view-query.ts';

/** Changes how this person looks at the graph. */
export type ViewChange = (change: Partial<View>, weight?: StepWeight) => void;

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
