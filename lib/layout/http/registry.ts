import { isDiskFull, NoSpaceError } from '#lib/layout/files/file-error';
import { handleDeleteBlob, handleGetBlob } from '#lib/layout/http/blobs';
import { handleGetCatalog, handleGetReferrers, handleGetRoots, handleGetTags } from '#lib/layout/http/lists';
import { handleDeleteManifest, handleGetManifest } from '#lib/layout/http/manifests';
import { handlePutManifest } from '#lib/layout/http/put-manifest';
import { errorResponse, jsonResponse } from '#lib/layout/http/responses';
import type { LayoutReader, Route } from '#lib/layout/http/route-context';
import {
  handleDeleteUpload,
  handleGetUpload,
  handlePatchUpload,
  handlePostUpload,
  handlePutUpload,
  withUpload,
} from '#lib/layout/http/uploads';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import { isRepositoryName } from '#lib/oci/reference';

type Methods<Store> = Readonly<Record<string, Route<Store>>>;
type Routes<Store> = readonly (readonly [RegExp, Methods<Store>])[];

const base = /^\/v2\/?$/;
const catalog = /^\/v2\/_catalog$/;
const tags = /^\/v2\/(?<name>.+)\/tags\/list$/;
const referrers = /^\/v2\/(?<name>.+)\/referrers\/(?<argument>[^/]+)$/;
const manifests = /^\/v2\/(?<name>.+)\/manifests\/(?<argument>[^/]+)$/;
const newUpload = /^\/v2\/(?<name>.+)\/blobs\/uploads\/?$/;
const upload = /^\/v2\/(?<name>.+)\/blobs\/uploads\/(?<argument>[^/]+)$/;
const roots = /^\/v2\/(?<name>.+)\/_orrery\/layout\/roots$/;
const blobs = /^\/v2\/(?<name>.+)\/blobs\/(?<argument>[^/]+)$/;

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints. Names may contain any of these words:
// the first row that fits decides, and within it the last of the words.
const routes: Routes<LayoutStore> = [
  [base, read(async () => jsonResponse({}))],
  [catalog, read(handleGetCatalog)],
  [tags, read(handleGetTags)],
  [referrers, read(handleGetReferrers)],
  [manifests, { ...read(handleGetManifest), PUT: handlePutManifest, DELETE: handleDeleteManifest }],
  [newUpload, { POST: handlePostUpload }],
  [
    upload,
    {
      GET: withUpload(handleGetUpload),
      PATCH: withUpload(handlePatchUpload),
      PUT: withUpload(handlePutUpload),
      DELETE: withUpload(handleDeleteUpload),
    },
  ],
  [blobs, { ...read(handleGetBlob), DELETE: handleDeleteBlob }],
];

const readingRoutes: Routes<LayoutReader> = [
  [base, read(async () => jsonResponse({}))],
  [catalog, read(handleGetCatalog)],
  [tags, read(handleGetTags)],
  [referrers, read(handleGetReferrers)],
  [manifests, read(handleGetManifest)],
  [newUpload, {}],
  [upload, {}],
  [blobs, read(handleGetBlob)],
  [roots, read(handleGetRoots)],
];

/**
 * A registry over a store: a function from Request to Response with the endpoints of
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints
 * Bodies are streams both ways. A failure of the disk goes to `onError` and is answered 500 without its message, or 507
 * when the disk is full.
 */
export function createRegistry(
  store: LayoutStore,
  onError: (error: unknown) => void = () => {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      await assertSpace(store, request);
      return complete(request, await answer(routes, store, request));
    } catch (error) {
      onError(error);
      if (isDiskFull(error)) return complete(request, refuseFull());
      return complete(request, errorResponse('UNKNOWN', 'The registry could not complete this.'));
    }
  };
}

const writing = new Set(['POST', 'PATCH', 'PUT']);

// Before the first byte is written: the reserve of the disk belongs to the records of this process.
async function assertSpace(store: LayoutStore, request: Request): Promise<void> {
  if (!writing.has(request.method)) return;
  const length = Number(request.headers.get('Content-Length') ?? 0);
  const available = await store.freeSpace();
  if (available <= 0 || length > available) throw new NoSpaceError('The disk has no space for this request.');
}

// https://www.rfc-editor.org/rfc/rfc4918#section-11.5; the distribution spec has no code for it.
function refuseFull(): Response {
  const message =
    'The disk of this registry is full; nothing of this was stored. Free some space, then push it again.';
  return errorResponse('UNKNOWN', message, { status: 507 });
}

/** A registry over repositories that are only read. It rejects with what goes wrong there: the caller explains it. */
export function createReadOnlyRegistry(reader: LayoutReader): (request: Request) => Promise<Response> {
  return async (request) => complete(request, await answer(readingRoutes, reader, request));
}

async function answer<Store>(routes: Routes<Store>, store: Store, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = decodePath(url.pathname);
  if (path === undefined) return errorResponse('NAME_INVALID', 'The path is not encoded correctly.');
  for (const [pattern, methods] of routes) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const { name = '', argument = '' } = match.groups ?? {};
    if (match.groups?.name !== undefined && !isRepositoryName(name)) {
      return errorResponse('NAME_INVALID', 'The name of the repository is not valid.', { detail: { name } });
    }
    const route = methods[request.method];
    if (route === undefined) {
      const allowed = Object.keys(methods).join(', ');
      return errorResponse('UNSUPPORTED', `This endpoint allows only ${allowed || 'reading'}.`, {
        headers: { Allow: allowed },
      });
    }
    return route({ store, request, query: url.searchParams, name, argument });
  }
  return errorResponse('UNSUPPORTED', 'There is no such endpoint.', { status: 404 });
}

function read<Store>(route: Route<Store>): Methods<Store> {
  return { GET: route, HEAD: route };
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function complete(request: Request, response: Response): Response {
  const whole =
    request.method === 'HEAD' && response.body !== null
      ? new Response(null, { status: response.status, headers: response.headers })
      : response;
  whole.headers.set('Docker-Distribution-Api-Version', 'registry/2.0');
  // The content is untrusted and has our origin: browsers must go by the declared type, not by a guess.
  whole.headers.set('X-Content-Type-Options', 'nosniff');
  return whole;
}
