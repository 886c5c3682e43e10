/** The first words of the queries that a change makes old. Graphs are asked for again by the screens that show them. */
export const staleAfterChange = ['plans', 'tags', 'resolve', 'summary', 'repositories'] as const;
