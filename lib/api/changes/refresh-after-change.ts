import type { QueryClient } from '@tanstack/react-query';

/**
 * The first key of each query that a change makes stale; of a registry too: what it can do is tried in content, which may
 * have come just now. Screens refresh their graphs themselves.
 */
const staleAfterChange = ['plans', 'tags', 'resolve', 'summary', 'repositories', 'promotion', 'registry'];

/** Asks again for what a change has made stale, where it is shown; the rest is asked for when it is shown next. */
export function refreshAfterChange(queries: QueryClient): void {
  for (const key of staleAfterChange) void queries.invalidateQueries({ queryKey: [key] });
}
