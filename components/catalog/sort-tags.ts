const byNumbers = new Intl.Collator('en', { numeric: true });

/** Tags from the highest version to the lowest: `1.10` before `1.9`, and `latest` before both. */
export function sortTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort((a, b) => byNumbers.compare(b, a) || (a < b ? 1 : -1));
}
