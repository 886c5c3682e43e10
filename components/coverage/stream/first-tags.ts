const byNumbers = new Intl.Collator('en', { numeric: true });

/** So many tags fill a screen twice, and their names an address. */
const firstMax = 60;
const charactersMax = 4_000;

/**
 * The tags that are read first, as `start` of `GET /api/audit`: those that hold every word of a filter, the highest
 * version first. Undefined where none is known.
 */
export function firstTags(tags: readonly string[], text: string): string | undefined {
  const words = text.toLowerCase().split(/\s+/);
  const wanted = tags.filter((tag) => words.every((word) => tag.toLowerCase().includes(word)));
  const first = wanted.toSorted((one, other) => byNumbers.compare(other, one)).slice(0, firstMax);
  const joined = first.join();
  if (joined === '') return undefined;
  return joined.length <= charactersMax ? joined : joined.slice(0, joined.lastIndexOf(',', charactersMax));
}
