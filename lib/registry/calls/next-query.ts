import { parseNextLink } from '#lib/registry/calls/link-header';
import { RegistryError } from '#lib/registry/registry-error';

/**
 * The query of the next page (distribution-spec "Listing Tags", "Listing Referrers"), without `?`; undefined on the last.
 * Of the link only the query is used, word for word, on the path that was asked: so no link can lead elsewhere, and one
 * whose scheme or port was lost behind a proxy still works.
 */
export function nextQuery(response: Response, asked: URL, registry: string): string | undefined {
  const header = response.headers.get('link');
  const target = header === null ? undefined : parseNextLink(header);
  if (target === undefined) return undefined;
  const next = URL.parse(target, asked);
  if (next === null || next.hostname !== asked.hostname) {
    const message = `${registry} says that its list goes on at ${next?.host ?? 'no address'}, where it is not followed.`;
    throw new RegistryError('bad-response', registry, message);
  }
  return next.search.slice(1);
}

/** The address that a path was asked at. An uploaded layout is no host; its lists go on where they are as well. */
export function askedAt(path: string, registry: string): URL {
  return URL.parse(path, `https://${registry}`) ?? new URL(path, 'https://layout.invalid');
}
