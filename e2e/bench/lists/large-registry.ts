import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Listening } from '#e2e/fakes/listen';
import { listen } from '#e2e/fakes/listen';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const empty = {
  mediaType: 'application/vnd.oci.empty.v1+json',
  digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  size: 2,
};
/** The manifests that were asked for by tag, by their digests. */
const made = new Map<string, Buffer>();

/** Answers with so many tags in `large/tags`, and with so many referrers of every manifest in `large/referrers`. */
export function startLargeRegistry(tags: number, referrers: number): Promise<Listening> {
  const names = Array.from({ length: tags }, (_, at) => `1.${at}`).sort();
  return listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://registry');
    if (pathname.endsWith('/tags/list')) sendTags(response, names, searchParams);
    else if (pathname.includes('/large/referrers/referrers/')) sendReferrers(response, referrers);
    else if (pathname.includes('/referrers/')) sendReferrers(response, 0);
    else if (pathname.includes('/manifests/')) sendManifest(request, response);
    else if (pathname === '/v2/') response.end('{}');
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[]}');
  });
}

function sendTags(response: ServerResponse, names: readonly string[], query: URLSearchParams): void {
  const size = Number(query.get('n') ?? 100);
  const last = query.get('last');
  const start = last === null ? 0 : names.indexOf(last) + 1;
  const page = names.slice(start, start + size);
  const hasMore = start + size < names.length;
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(hasMore ? { link: `</v2/large/tags/tags/list?n=${size}&last=${page.at(-1)}>; rel="next"` } : {}),
  });
  response.end(JSON.stringify({ name: 'large/tags', tags: page }));
}

function sendReferrers(response: ServerResponse, count: number): void {
  const manifests = Array.from({ length: count }, (_, at) => ({
    mediaType: manifestType,
    digest: sha256(Buffer.from(`referrer ${at}`)),
    size: 500,
    // A type for each, or those of one kind would lie in one stack.
    artifactType: `application/vnd.acme.paper-${at}`,
  }));
  response.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json' });
  response.end(
    JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }),
  );
}

// Each tag names another image, or all of them would be one artifact with many names.
function sendManifest(request: IncomingMessage, response: ServerResponse): void {
  const name = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
  const annotations = { 'org.opencontainers.image.version': name };
  const manifest = { schemaVersion: 2, mediaType: manifestType, config: empty, layers: [empty], annotations };
  const bytes = name.startsWith('sha256:') ? made.get(name) : Buffer.from(JSON.stringify(manifest));
  if (bytes === undefined) {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"errors":[]}');
    return;
  }
  const digest = sha256(bytes);
  made.set(digest, bytes);
  response.writeHead(200, {
    'content-type': manifestType,
    'docker-content-digest': digest,
    'content-length': bytes.length,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
