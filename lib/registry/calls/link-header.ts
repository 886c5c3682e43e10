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
