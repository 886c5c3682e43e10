import type { Digest } from '#lib/oci/digest';

const aDay = 86_400;

/** The headers of everything that is addressed by digest: it can never be anything else. */
export function immutableHeaders(digest: Digest): Record<string, string> {
  return {
    'cache-control': `private, max-age=${aDay}, immutable`,
    etag: `"${digest}"`,
    'docker-content-digest': digest,
  };
}

/** The answer for a browser that has the content already, without a request to the registry; undefined for all others. */
export function notModified(request: Request, digest: Digest): Response | undefined {
  const held = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (!held.includes(`"${digest}"`)) return undefined;
  return new Response(null, { status: 304, headers: immutableHeaders(digest) });
}
