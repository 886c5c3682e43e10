/** The first key of each query that a change makes stale. Screens refresh their graphs themselves. */
export const staleAfterChange = ['plans', 'tags', 'resolve', 'summary', 'repositories'] as const;
