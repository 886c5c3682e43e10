import { gzipSync } from 'node:zlib';
import type { Listening } from '#e2e/fakes/listen';
import { serveHandle } from '#e2e/fakes/listen';
import { mediaTypes } from '#lib/oci/media-type';

/** An answer of the right kind, when it is wanted. */
type Right = () => Promise<Response>;

/** What a registry says instead of the right answer, as often as it is asked. */
export type Lie = (right: Right, request: Request) => Promise<Response> | Response;

/** A registry that answers as another one does, but for the addresses about which it lies. */
export type LyingRegistry = Listening & {
  /** How often it lied. */
  readonly lies: () => number;
};

/** Puts a liar before the registry at `host`: what `isLie` fits, path and query, is answered by `lie`. */
export async function startLyingRegistry(
  host: string,
  isLie: (address: string, request: Request) => boolean,
  lie: Lie,
): Promise<LyingRegistry> {
  let count = 0;
  const listening = await serveHandle(async (request) => {
    const { pathname, search } = new URL(request.url);
    const address = pathname + search;
    const right = () => ask(host, address, request);
    if (!isLie(address, request)) return right();
    count += 1;
    return lie(right, request);
  });
  return { ...listening, lies: () => count };
}

async function ask(host: string, address: string, { method, headers }: Request): Promise<Response> {
  const accept = headers.get('accept') ?? '*/*';
  return fetch(`http://${host}${address}`, { method, headers: { accept, 'accept-encoding': 'identity' } });
}

const refuse = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Lie => {
  const errors = [{ code, message: `${code} by design` }];
  return () => Response.json({ errors }, { status, headers });
};

const index = (document: object, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, ...document }), {
    headers: { 'content-type': mediaTypes.ociIndex, ...headers },
  });

const webPage: Lie = () =>
  new Response('<!doctype html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } });

/** The right answer with other bytes. */
const withBytes =
  (change: (bytes: Buffer) => Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Lie =>
  async (right) => {
    const answer = await right();
    const bytes = change(Buffer.from(await answer.arrayBuffer()));
    const kept = { ...Object.fromEntries(answer.headers), ...headers, 'content-length': `${bytes.length}` };
    return new Response(bytes, { status: answer.status, headers: kept });
  };

const cut: Lie = async (right) => {
  const answer = await right();
  const bytes = Buffer.from(await answer.arrayBuffer());
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(bytes.subarray(0, bytes.length / 2)),
    pull: (controller) => controller.error(new Error('The connection was cut off.')),
  });
  return new Response(body, answer);
};

const next = (address: string) => ({ link: `<${address}>; rel="next"` });
const isSecond = (request: Request) => new URL(request.url).searchParams.has('p');

/** What may be said of anything. */
const ofAnything: Readonly<Record<string, Lie>> = {
  '401': refuse(401, 'UNAUTHORIZED', { 'www-authenticate': 'Basic realm="by design"' }),
  '403': refuse(403, 'DENIED'),
  '429 for an hour': refuse(429, 'TOOMANYREQUESTS', { 'retry-after': '3600' }),
  '500': refuse(500, 'UNKNOWN'),
  'a web page': webPage,
  'half of it': cut,
  'one other byte': withBytes((bytes) => {
    const at = bytes.length - 3;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return Uint8Array.from(bytes);
  }),
  'a part of it': async (right) => {
    const answer = await right();
    const bytes = Buffer.from(await answer.arrayBuffer()).subarray(0, 10);
    const type = answer.headers.get('content-type') ?? '';
    return new Response(bytes, {
      status: 206,
      headers: { 'content-type': type, 'content-range': 'bytes 0-9/99' },
    });
  },
  'packed bytes': withBytes((bytes) => Uint8Array.from(gzipSync(bytes)), { 'content-encoding': 'gzip' }),
  'a way in a circle': (_, request) =>
    new Response(null, {
      status: 307,
      headers: { location: `${new URL(request.url).pathname}?x=${Math.random()}` },
    }),
};

/** What may be said of the list of what refers to an artifact. */
export const liesOfReferrers: Readonly<Record<string, Lie>> = {
  ...ofAnything,
  '400': refuse(400, 'UNSUPPORTED'),
  '404 for want of access': refuse(404, 'UNAUTHORIZED'),
  'errors as an index': () =>
    Response.json(
      { errors: [{ code: 'UNAUTHORIZED' }] },
      { headers: { 'content-type': mediaTypes.ociIndex } },
    ),
  'no list in the index': () => index({}),
  'entries that nobody can read': () =>
    index({ manifests: [{ mediaType: mediaTypes.ociManifest, digest: 'md5:zzz', size: 'x' }] }),
  'an empty page that leads to itself': (_, request) =>
    index({ manifests: [] }, next(new URL(request.url).pathname + new URL(request.url).search)),
  'an empty page that leads elsewhere': () => index({ manifests: [] }, next('http://192.0.2.1/latest')),
  'a second page that fails': (_, request) =>
    isSecond(request)
      ? Response.json({}, { status: 500 })
      : index({ manifests: [] }, next(`${new URL(request.url).pathname}?p=2`)),
  'a second page that is not there': (_, request) =>
    isSecond(request)
      ? Response.json({}, { status: 404 })
      : index({ manifests: [] }, next(`${new URL(request.url).pathname}?p=2`)),
  'the rest on a second page': async (right, request) =>
    isSecond(request) ? right() : index({ manifests: [] }, next(`${new URL(request.url).pathname}?p=2`)),
};

/** What may be said of the manifest or the content of what is attached. */
export const liesOfContent: Readonly<Record<string, Lie>> = {
  ...ofAnything,
  '404': refuse(404, 'MANIFEST_UNKNOWN'),
};

/** What may be said of the list of tags so that it does not fail, and lacks the tags that are made from a digest. */
export const liesOfTags: Readonly<Record<string, Lie>> = {
  'no tags that are made from a digest': async (right) => {
    const list: { readonly name: string; readonly tags: readonly string[] } = await (await right()).json();
    return Response.json({ ...list, tags: list.tags.filter((tag) => !tag.startsWith('sha256-')) });
  },
  'an empty page before the rest': async (right, request) => {
    const { pathname } = new URL(request.url);
    return isSecond(request)
      ? right()
      : Response.json({ name: 'x', tags: [] }, { headers: next(`${pathname}?p=2`) });
  },
};
