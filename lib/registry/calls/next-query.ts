import { scanHeader } from '#lib/registry/header-scanner';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { RegistryError } from '#lib/registry/registry-error';

const separators = /[\s,]+/y;
const enclosed = /<([^>]*)(?:>|$)/y;
const open = /[^\s;,<]+(?:,(?!\s)[^\s;,<]+)*/y;
const parameter = /\s*;\s*([^\s=;,"]*)(?:\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)(?:"|$)|([^\s;,"]*)))?/y;

/**
 * The query of the next page of a list, without `?`; undefined on the last page. Of the link only the query is used, word
 * for word, on the path that was asked: so no link can lead elsewhere, and one whose scheme or port was lost behind a
 * proxy still works.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags
 *
 * @throws RegistryError `bad-response` for a link to another host
 */
export function nextQuery(response: HttpAnswer, from: URL, registry: string): string | undefined {
  const header = response.headers.get('link');
  const target = header === null ? undefined : parseNextLink(header);
  if (target === undefined) return undefined;
  const next = URL.parse(target, from);
  if (next === null || next.hostname !== from.hostname) {
    const message = `${registry} continues its list at ${next?.host ?? 'no address'}, which Orrery does not follow.`;
    throw new RegistryError('bad-response', registry, message);
  }
  return next.search.slice(1);
}

/** The address of a path at a registry. An uploaded layout is no host; its lists continue where they are as well. */
export function addressOf(path: string, registry: string): URL {
  return URL.parse(path, `https://${registry}`) ?? new URL(path, 'https://layout.invalid');
}

/**
 * The target of the link with `rel=next`, as it is written; undefined when there is none. Read leniently: the relation
 * with or without quotes, several links in one header, and the target without its angle brackets, as Cloudflare's registry
 * sends it.
 * https://www.rfc-editor.org/rfc/rfc8288#section-3
 */
export function parseNextLink(header: string): string | undefined {
  const { isAtEnd, take, skip } = scanHeader(header);
  while (!isAtEnd()) {
    if (take(separators) !== null) continue;
    const target = take(enclosed)?.[1] ?? take(open)?.[0];
    let isNext = false;
    for (let found = take(parameter); found !== null; found = take(parameter)) {
      const relations = (found[2] ?? found[3] ?? '').toLowerCase().split(/\s+/);
      if (found[1]?.toLowerCase() === 'rel' && relations.includes('next')) isNext = true;
    }
    if (target !== undefined && isNext) return target.trim();
    if (target === undefined) skip();
  }
  return undefined;
}
