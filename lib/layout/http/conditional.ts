import type { Digest } from '#lib/oci/digest';

/** The validator of content with this digest: the digest itself. */
export function etagOf(digest: Digest): string {
  return `"${digest}"`;
}

/** Whether the client says that it has this content already (RFC 9110 13.1.2: weak comparison). */
export function isUnchanged(request: Request, digest: Digest): boolean {
  const header = request.headers.get('If-None-Match');
  if (header === null) return false;
  return header.split(',').some((part) => {
    const validator = part.trim().replace(/^W\//, '');
    return validator === '*' || validator === etagOf(digest);
  });
}
