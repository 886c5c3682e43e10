const favourites = new Set(['latest', 'stable', 'main', 'master', 'edge']);
const natural = new Intl.Collator('en', { numeric: true });

/**
 * Tags in the order in which they are likely to point to the same thing as the one that was asked for: itself, the
 * moving ones, those that begin alike (`1.2.3`, `1.2`, `1`), then the newest versions.
 */
export function likelyTags(tags: readonly string[], rootTag: string): readonly string[] {
  const ranked = tags.map((tag) => ({ tag, rank: rankOf(tag, rootTag) }));
  ranked.sort((a, b) => b.rank - a.rank || natural.compare(b.tag, a.tag));
  return ranked.map(({ tag }) => tag);
}

function rankOf(tag: string, rootTag: string): number {
  if (tag === rootTag) return Number.POSITIVE_INFINITY;
  if (favourites.has(tag)) return 1_000;
  let alike = 0;
  while (alike < tag.length && alike < rootTag.length && tag[alike] === rootTag[alike]) alike += 1;
  return alike;
}
