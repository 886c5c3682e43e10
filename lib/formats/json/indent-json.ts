const opening = new Set(['{', '[']);
const closing = new Set(['}', ']']);
const blank = new Set([' ', '\t', '\n', '\r']);

/**
 * A JSON text with its white space laid out anew and everything else as it stands: unlike parsing and printing, it keeps
 * repeated keys, escapes and long numbers. A text that is no JSON comes out readable, not refused.
 */
export function indentJson(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at);
      parts.push(text.slice(at, end));
      at = end;
      continue;
    }
    at++;
    if (blank.has(char)) continue;
    if (opening.has(char)) {
      const next = skipBlank(text, at);
      if (closing.has(text.charAt(next))) {
        parts.push(char, text.charAt(next));
        at = next + 1;
      } else parts.push(char, lineBreak(++depth));
    } else if (closing.has(char)) parts.push(lineBreak(--depth), char);
    else if (char === ',') parts.push(char, lineBreak(depth));
    else parts.push(char === ':' ? ': ' : char);
  }
  return parts.join('');
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
  }
  return text.length;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (blank.has(text.charAt(at))) at++;
  return at;
}

// A hostile text may open more brackets than any screen is wide.
function lineBreak(depth: number): string {
  return `\n${'  '.repeat(Math.min(64, Math.max(0, depth)))}`;
}
