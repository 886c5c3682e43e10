import { createHash } from 'node:crypto';
import type { Listening } from '#e2e/fakes/listen';
import { serveHandle } from '#e2e/fakes/listen';
import { mediaTypes } from '#lib/oci/media-type';

/** What goes wrong, by the repository that is asked for: `127.0.0.1:port/unauthorized:1` asks for credentials. */
const faults: Readonly<Record<string, () => Response>> = {
  unauthorized: () => refuse(401, 'UNAUTHORIZED', { 'www-authenticate': 'Basic realm="hostile"' }),
  forbidden: () => refuse(403, 'DENIED'),
  missing: () => refuse(404, 'MANIFEST_UNKNOWN'),
  'rate-limited': () => refuse(429, 'TOOMANYREQUESTS', { 'retry-after': '3600' }),
  broken: () => refuse(501, 'UNKNOWN'),
  'web-page': () =>
    new Response('<!doctype html><title>Welcome</title>', { headers: { 'content-type': 'text/html' } }),
  'wrong-digest': () =>
    manifestAnswer(imageManifest, { 'docker-content-digest': `sha256:${'0'.repeat(64)}` }),
  huge: () => manifestAnswer(new Uint8Array(30 * 1024 * 1024)),
  wide: () => manifestAnswer(wideIndex, {}, mediaTypes.ociIndex),
  looping: () => manifestAnswer(imageManifest),
  unsure: () => manifestAnswer(imageManifest),
};

/** A registry that lies, stalls and refuses, one fault a repository; on a free port of the loopback. */
export function startHostileRegistry(): Promise<Listening> {
  return serveHandle(async (request) => answer(new URL(request.url)));
}

function answer(url: URL): Response {
  if (url.pathname === '/v2/') return Response.json({});
  const [, , name = '', route, selector = ''] = url.pathname.split('/');
  if (route === 'referrers') return referrers(name, url);
  if (route === 'tags') return Response.json({ name, tags: ['1'] });
  if (route === 'manifests' && !selector.startsWith('sha256-'))
    return faults[name]?.() ?? refuse(404, 'NAME_UNKNOWN');
  return refuse(404, 'NAME_UNKNOWN');
}

function referrers(name: string, url: URL): Response {
  if (name === 'unsure') return refuse(403, 'DENIED');
  const page = Number(url.searchParams.get('page') ?? '0');
  const entry = descriptorOf(new TextEncoder().encode(`referrer ${page % 2}`), 'application/spdx+json');
  const headers =
    name === 'looping' ? { link: `<${url.pathname}?page=${(page + 1) % 2}>; rel="next"` } : undefined;
  const body = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: name === 'looping' ? [entry] : [],
  };
  return manifestAnswer(new TextEncoder().encode(JSON.stringify(body)), headers, mediaTypes.ociIndex);
}

function refuse(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ errors: [{ code, message: `${code} by design` }] }, { status, headers });
}

function manifestAnswer(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
  mediaType: string = mediaTypes.ociManifest,
): Response {
  return new Response(bytes, {
    headers: { 'content-type': mediaType, 'content-length': String(bytes.byteLength), ...headers },
  });
}

function descriptorOf(bytes: Uint8Array, artifactType?: string) {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return {
    mediaType: mediaTypes.ociManifest,
    digest,
    size: bytes.byteLength,
    ...(artifactType === undefined ? {} : { artifactType }),
  };
}

const imageManifest = new TextEncoder().encode(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { ...descriptorOf(new TextEncoder().encode('{}')), mediaType: mediaTypes.ociConfig },
    layers: [],
  }),
);

const wideIndex = new TextEncoder().encode(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: Array.from({ length: 10_000 }, (_, index) =>
      descriptorOf(new TextEncoder().encode(`child ${index}`)),
    ),
  }),
);
