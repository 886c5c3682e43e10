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

const maxLength = 16 * 1024;
const separators = /[\s,]+/y;
const enclosed = /<([^>]*)(?:>|$)/y;
const open = /[^\s;,<]+(?:,(?!\s)[^\s;,<]+)*/y;
const parameter = /\s*;\s*([^\s=;,"]*)(?:\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)(?:"|$)|([^\s;,"]*)))?/y;

/**
 * The target of the link with `rel=next` (RFC 8288 section 3), as it is written. Read leniently: the relation with or
 * without quotes, several links in one header, and the target without its angle brackets, as Cloudflare's registry
 * sends it.
 */
export function parseNextLink(header: string): string | undefined {
  const text = header.slice(0, maxLength);
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match !== null) position = pattern.lastIndex;
    return match;
  };

  while (position < text.length) {
    if (take(separators) !== null) continue;
    const target = take(enclosed)?.[1] ?? take(open)?.[0];
    let isNext = false;
    for (let found = take(parameter); found !== null; found = take(parameter)) {
      const relations = (found[2] ?? found[3] ?? '').toLowerCase().split(/\s+/);
      if (found[1]?.toLowerCase() === 'rel' && relations.includes('next')) isNext = true;
    }
    if (target !== undefined && isNext) return target.trim();
    if (target === undefined) position += 1;
  }
  return undefined;
}
