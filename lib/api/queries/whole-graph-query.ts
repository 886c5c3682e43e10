import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query';
import { retryOnce } from '#lib/api/client/retry-once';
import { apiLimits } from '#lib/api/limits';
import type { Fact } from '#lib/graph/model';

const stops = new Map<string, AbortController>();

/**
 * Everything that hangs on anything around a reference, in one walk. It ends at 5,000 artifacts, or when it is stopped;
 * what was learned until then stays, and the graph says that more may exist.
 */
export function wholeGraphQuery(reference: string) {
  return queryOptions({
    queryKey: ['graph', reference, 'whole'],
    queryFn: streamedQuery<readonly Fact[], readonly Fact[]>({
      streamFn: ({ signal }) => walkStoppable(reference, signal),
      refetchMode: 'replace',
      reducer: (known, learned) => [...known, ...learned],
      initialValue: [],
    }),
    staleTime: apiLimits.listFreshMs,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** Stops the walk of {@link wholeGraphQuery}; nothing where none is under way. */
export function stopWholeGraph(reference: string): void {
  stops.get(reference)?.abort();
}

async function* walkStoppable(reference: string, signal: AbortSignal): AsyncGenerator<readonly Fact[]> {
  const stop = new AbortController();
  stops.set(reference, stop);
  try {
    // Nobody needs it before all is to be opened.
    const { walkAll } = await import('./walk-all.ts');
    yield* walkAll(reference, { signal, stop: stop.signal });
  } finally {
    if (stops.get(reference) === stop) stops.delete(reference);
  }
}
