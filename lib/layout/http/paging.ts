/** A page of a sorted list, and where the next one begins. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined };

/** How many entries the client asks for with `n`; undefined when that is no number. */
export function parsePageSize(query: URLSearchParams, max: number): number | undefined {
  const text = query.get('n');
  if (text === null) return max;
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text), max) : undefined;
}

/** The entries behind `last`, which need not be there itself (distribution-spec "Listing Tags"). */
export function cutPage<T>(
  items: readonly T[],
  size: number,
  last: string | null,
  keyOf: (item: T) => string,
): Page<T> {
  const start = last === null ? 0 : firstBehind(items, last, keyOf);
  const page = items.slice(start, start + size);
  const end = page.at(-1);
  return { items: page, next: end === undefined || start + size >= items.length ? undefined : keyOf(end) };
}

/** The `Link` header to the page behind `next`, with the other parameters as they were; empty on the last page. */
export function linkToNext(
  path: string,
  query: URLSearchParams,
  next: string | undefined,
): Readonly<Record<string, string>> {
  if (next === undefined) return {};
  const following = new URLSearchParams(query);
  following.set('last', next);
  return { Link: `<${path}?${following}>; rel="next"` };
}

function firstBehind<T>(items: readonly T[], last: string, keyOf: (item: T) => string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && keyOf(item) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
