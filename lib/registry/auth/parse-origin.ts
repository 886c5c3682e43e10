/** The origin in a text that is one, `https://auth.example.net` with or without a closing slash; undefined for all else. */
export function parseOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  return url.href === `${url.origin}/` && !/[?#]$/.test(text) ? url.origin : undefined;
}
