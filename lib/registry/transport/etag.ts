/** The `ETag` of an answer if it is one (RFC 9110 section 8.8.3): it goes back to the registry as it came. */
export function readEtag(headers: Headers): string | undefined {
  const text = headers.get('etag') ?? '';
  return /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(text) ? text : undefined;
}
