/** A query as text in which what may stand as it is does: it is easier to read. */
export function readableQuery(query: URLSearchParams): string {
  return `${query}`.replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
}

/** Texts as one, with commas between them; a comma in a text, and a percent sign, are written as in an address. */
export function formatList(texts: readonly string[]): string {
  return texts.map((text) => text.replaceAll('%', '%25').replaceAll(',', '%2C')).join();
}

/** The texts of {@link formatList}; none in an empty text. */
export function parseList(list: string): readonly string[] {
  if (list === '') return [];
  return list.split(',').map((text) => text.replaceAll('%2C', ',').replaceAll('%25', '%'));
}
