/** A query as text in which what may stand as it is does: it is easier to read. */
export function readableQuery(query: URLSearchParams): string {
  return `${query}`.replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
}
