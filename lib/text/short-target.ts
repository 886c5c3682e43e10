import { showHidden } from './untrusted-text.ts';

/** What a step or a plan is about, short: as everywhere on the screen, the first digits of a digest are what people compare. */
export function shortTarget(target: string): string {
  return showHidden(target).replace(/\b(sha(?:256|512):[0-9a-f]{8})[0-9a-f]+\b/g, '$1');
}

/** The repository of a target, and the tag or digest behind it with its sign, short; each is empty where there is none. */
export function splitTarget(target: string): readonly [repository: string, selector: string] {
  // Tags made from digests differ in their ends: `sha256-….sig`.
  const text = shortTarget(target).replace(/(:sha(?:256|512)-[0-9a-f]{8})[0-9a-f]+/, '$1…');
  const nameAt = text.lastIndexOf('/') + 1;
  if (nameAt === 0) return ['', text];
  const at = text.indexOf('@', nameAt);
  const end = at === -1 ? text.indexOf(':', nameAt) : at;
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end)];
}
