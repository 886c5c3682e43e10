/** A path on our own host, with its query; the first page for any other text, which could name any address. */
export function ownPath(text: string): string {
  const base = 'http://orrery.invalid';
  if (!URL.canParse(text, base)) return '/';
  const { origin, pathname, search } = new URL(text, base);
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/';
}
