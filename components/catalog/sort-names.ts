const byNumbers = new Intl.Collator('en', { numeric: true });

/** Names from the highest number to the lowest: `1.10` before `1.9`, words before both; each once. */
export function sortFalling(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => byNumbers.compare(b, a) || (a < b ? 1 : -1));
}

/** Names from the lowest number to the highest: `app2` before `app10`; each once. */
export function sortRising(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => byNumbers.compare(a, b) || (a < b ? -1 : 1));
}
