import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query';
import { retryOnce } from '#lib/api/retry-once';
import { apiPaths } from '#lib/api/routes';
import { streamFacts } from '#lib/api/stream/stream-facts';
import type { Fact } from '#lib/graph/model';

/** So many artifacts are opened at once; whoever wants more opens them where they are. */
const maxArtifacts = 5_000;

/** How many steps from the middle the server walks at most. */
const depth = 32;

const stops = new Map<string, AbortController>();

/**
 * Everything that hangs on anything around a reference, in one walk. It ends at 5,000 artifacts, or when it is stopped;
 * what was learned until then stays, and the graph says that more may exist.
 */
export function wholeGraphQuery(reference: string) {
  return queryOptions({
    queryKey: ['graph', reference, 'whole'],
    queryFn: streamedQuery<readonly Fact[], readonly Fact[]>({
      streamFn: ({ signal }) => walkAll(reference, signal),
      refetchMode: 'replace',
      reducer: (known, learned) => [...known, ...learned],
      initialValue: [],
    }),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    structuralSharing: false,
    retry: retryOnce,
  });
}

/** Stops the walk of {@link wholeGraphQuery}; nothing where none is under way. */
export function stopWholeGraph(reference: string): void {
  stops.get(reference)?.abort();
}

async function* walkAll(reference: string, signal: AbortSignal): AsyncGenerator<readonly Fact[]> {
  const stop = new AbortController();
  stops.set(reference, stop);
  const walk = streamFacts(apiPaths.graph(reference, { depth }), AbortSignal.any([signal, stop.signal]));
  let count = 0;
  let root: Extract<Fact, { type: 'root' }>['root'] | undefined;
  try {
    for await (const facts of walk) {
      yield facts;
      for (const fact of facts) if (fact.type === 'root') root = fact.root;
      count += facts.filter(({ type }) => type === 'node').length;
      if (count < maxArtifacts || facts.some(({ type }) => type === 'end')) continue;
      yield ending(
        root,
        `Opening all ended at ${maxArtifacts.toLocaleString('en')} artifacts: more may exist.`,
      );
      return;
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    yield ending(root, 'Opening all was stopped: more may exist.');
  } finally {
    if (stops.get(reference) === stop) stops.delete(reference);
  }
}

function ending(root: Extract<Fact, { type: 'root' }>['root'] | undefined, reason: string): readonly Fact[] {
  const end = { type: 'end', complete: false, requests: { sent: 0, cached: 0 }, milliseconds: 0 } as const;
  return root === undefined ? [end] : [{ type: 'limit', about: root, reason }, end];
}
