import { formatLimits } from '#lib/formats/limits';

/**
 * The first name that stands twice in one object of a JSON text, near its top; undefined when there is none. Parsers
 * disagree on which of the two counts (https://www.rfc-editor.org/rfc/rfc8259#section-4), so that one could be signed and
 * the other shown. The text must be JSON.
 */
export function findDoubledName(text: string): string | undefined {
  const names: (Set<string> | undefined)[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      const end = endOfString(text, i);
      const known = names[depth];
      if (known !== undefined && isName(text, end)) {
        const name = text.slice(i + 1, end);
        if (known.has(name)) return name;
        known.add(name);
      }
      i = end;
    } else if (code === 0x7b)
      names[++depth] = depth <= formatLimits.doubledNameMaxDepth ? new Set() : undefined;
    else if (code === 0x5b) names[++depth] = undefined;
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return undefined;
}

/** The quote that ends a string: the first with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === 0x5c) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** A string with a colon behind it. */
function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 0x20) next++;
  return text.charCodeAt(next) === 0x3a;
}
