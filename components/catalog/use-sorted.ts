import { useState } from 'react';
import type { Names } from '#lib/api/contract/contract';

type Pages = readonly Pick<Names, 'names'>[];
type Kept = { readonly pages: Pages; readonly sorted: readonly string[] };

const none: Kept = { pages: [], sorted: [] };

/**
 * The names of all pages in order. A page that comes is sorted into what stands already: fifty thousand names from new
 * would take longer than a frame for every one of hundreds of pages.
 */
export function useSorted(
  pages: Pages | undefined,
  sort: (names: readonly string[]) => readonly string[],
): readonly string[] {
  const [kept, keep] = useState(none);
  if (pages === undefined || pages === kept.pages) return kept.sorted;
  const isLonger = kept.pages.length <= pages.length && kept.pages.every((page, at) => page === pages[at]);
  const [before, from] = isLonger ? [kept.sorted, kept.pages.length] : [[], 0];
  const sorted = sort([...before, ...pages.slice(from).flatMap(({ names }) => names)]);
  keep({ pages, sorted });
  return sorted;
}
