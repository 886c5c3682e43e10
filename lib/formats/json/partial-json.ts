import { isJsonObject, parseJson } from '#lib/oci/parse-json';

/**
 * The head of a JSON document as JSON of its own: what was cut is left out and what is open is closed, so that the
 * first names and values of a large document can be read. A string that was cut keeps its beginning. Text that is not
 * JSON stays so.
 */
export function completeJson(head: string): string {
  const { end, isInString, open } = lastWholePlace(head);
  const closers: string[] = [];
  for (let level = open; level !== undefined; level = level.outer) closers.push(level.closer);
  return head.slice(0, end) + (isInString ? '"' : '') + closers.join('');
}

/** The brackets that are open; a chain and not a list, so that remembering a place costs nothing. */
type Open = { readonly closer: '}' | ']'; readonly outer: Open | undefined };
type Place = { readonly end: number; readonly isInString: boolean; readonly open: Open | undefined };

/** The last place before which everything is whole: after a bracket, before a comma, or inside a value that is a string. */
function lastWholePlace(text: string): Place {
  let open: Open | undefined;
  let safe: Place = { end: 0, isInString: false, open };
  let isValue = true;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (letter === '"') {
      const end = endOfString(text, i + 1);
      if (!end.isClosed) return isValue ? { end: end.at, isInString: true, open } : safe;
      i = end.at;
    } else if (letter === '{' || letter === '[') {
      open = { closer: letter === '{' ? '}' : ']', outer: open };
      isValue = letter === '[';
      safe = { end: i + 1, isInString: false, open };
    } else if (letter === '}' || letter === ']') {
      open = open?.outer;
      safe = { end: i + 1, isInString: false, open };
    } else if (letter === ',') {
      isValue = open?.closer === ']';
      safe = { end: i, isInString: false, open };
    } else if (letter === ':') isValue = true;
  }
  return safe;
}

/** The quote that ends a string, else the last place at which no escape is cut in half. */
function endOfString(text: string, start: number): { readonly at: number; readonly isClosed: boolean } {
  for (let i = start; i < text.length; ) {
    const letter = text.charAt(i);
    if (letter === '"') return { at: i, isClosed: true };
    const length = letter !== '\\' ? 1 : text.charAt(i + 1) === 'u' ? 6 : 2;
    if (i + length > text.length) return { at: i, isClosed: false };
    i += length;
  }
  return { at: text.length, isClosed: false };
}

/** The JSON object that the bytes are, or whose head they are; undefined for other values, throws for no JSON at all. */
export function parseObject(
  bytes: Uint8Array,
  isWhole: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(isWhole ? bytes : completeJson(decodeHead(bytes)));
  return isJsonObject(value) ? value : undefined;
}

/** Text whose last character may be cut in half. */
function decodeHead(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}
