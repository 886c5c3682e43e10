import { isDiskFull } from '#lib/layout/files/file-error';
import { emptyResponse, errorResponse } from '#lib/layout/http/responses';
import type { RouteContext } from '#lib/layout/http/route-context';
import type { BlobUpload, ChunkRange } from '#lib/layout/store/blob-upload';
import { isDigest, isHashAlgorithm } from '#lib/oci/digest';
import { isRepositoryName } from '#lib/oci/reference';

type UploadRoute = (context: RouteContext, upload: BlobUpload) => Promise<Response>;

/**
 * `POST /v2/<name>/blobs/uploads/`: starts an upload, or completes it at once with the body or by a mount:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#single-post
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository
 */
export async function handlePostUpload(context: RouteContext): Promise<Response> {
  const { store, query, name } = context;
  const mount = query.get('mount');
  if (mount !== null && (await isMounted(context, mount))) return answerStored(name, mount);
  const digest = query.get('digest');
  if (digest !== null && !isDigest(digest)) return refuseDigest();
  const algorithm = query.get('digest-algorithm') ?? digest?.split(':', 1)[0] ?? 'sha256';
  if (!isHashAlgorithm(algorithm)) {
    return errorResponse('DIGEST_INVALID', 'This registry computes digests with sha256 and sha512 only.');
  }
  const upload = await store.uploads.start(name, algorithm);
  if (upload === undefined) return errorResponse('TOOMANYREQUESTS', 'Too many uploads are in progress.');
  return digest === null ? answerProgress(202, upload) : unlessFull(handlePutUpload)(context, upload);
}

/** `GET /v2/<name>/blobs/uploads/<id>`, the progress of an upload: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints */
export async function handleGetUpload(_context: RouteContext, upload: BlobUpload): Promise<Response> {
  return answerProgress(204, upload);
}

/**
 * `PATCH /v2/<name>/blobs/uploads/<id>`: one chunk, or everything as a stream:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks
 */
export async function handlePatchUpload({ request }: RouteContext, upload: BlobUpload): Promise<Response> {
  return (await append(request, upload)) ?? answerProgress(202, upload);
}

/**
 * `PUT /v2/<name>/blobs/uploads/<id>?digest=…`: the last bytes, if any, and the digest of the whole:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 */
export async function handlePutUpload(context: RouteContext, upload: BlobUpload): Promise<Response> {
  const { store, request, query, name } = context;
  const digest = query.get('digest') ?? '';
  if (!isDigest(digest)) return refuseDigest();
  const refusal = await append(request, upload);
  if (refusal !== undefined) return refusal;
  if (await store.finish(upload, digest)) return answerStored(name, digest);
  return errorResponse('DIGEST_INVALID', 'The content does not have this digest.', { detail: { digest } });
}

/** `DELETE /v2/<name>/blobs/uploads/<id>`: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints */
export async function handleDeleteUpload({ store }: RouteContext, upload: BlobUpload): Promise<Response> {
  await store.uploads.end(upload);
  return emptyResponse(204);
}

/** A route for an upload in progress; responds `BLOB_UPLOAD_UNKNOWN` when the repository has no such upload. */
export function withUpload(route: UploadRoute): (context: RouteContext) => Promise<Response> {
  return async (context) => {
    const upload = context.store.uploads.find(context.name, context.argument);
    if (upload === undefined) return errorResponse('BLOB_UPLOAD_UNKNOWN', 'There is no such upload.');
    return unlessFull(route)(context, upload);
  };
}

/** Ends the upload when the disk is full: a part that cannot grow would only occupy space. */
function unlessFull(route: UploadRoute): UploadRoute {
  return async (context, upload) => {
    try {
      return await route(context, upload);
    } catch (error) {
      if (isDiskFull(error)) await context.store.uploads.end(upload);
      throw error;
    }
  };
}

// A mount that is not possible becomes an ordinary upload, as the specification allows.
async function isMounted({ store, query, name }: RouteContext, mount: string): Promise<boolean> {
  const from = query.get('from') ?? undefined;
  if (!isDigest(mount) || (from !== undefined && !isRepositoryName(from))) return false;
  return store.mount(name, mount, from);
}

async function append(request: Request, upload: BlobUpload): Promise<Response | undefined> {
  const header = request.headers.get('Content-Range');
  const range = header === null ? undefined : parseContentRange(header);
  if (header !== null && range === undefined) {
    return errorResponse('BLOB_UPLOAD_INVALID', 'The Content-Range is not of the form first-last.');
  }
  const result = await upload.append(request.body ?? noBytes(), range);
  if (result === 'out-of-order') {
    return errorResponse('BLOB_UPLOAD_INVALID', 'The chunk does not begin where the last one ended.', {
      status: 416,
      headers: progressOf(upload),
    });
  }
  if (result === 'wrong-length') {
    return errorResponse('SIZE_INVALID', 'The chunk is not as long as it says.', {
      headers: progressOf(upload),
    });
  }
  return undefined;
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-a-blob-in-chunks: without a unit and
// a total; both are accepted all the same.
function parseContentRange(header: string): ChunkRange | undefined {
  const match = /^(?:bytes[ =])?(\d{1,15})-(\d{1,15})(?:\/(?:\d+|\*))?$/.exec(header.trim());
  if (match === null) return undefined;
  const range = { first: Number(match[1]), last: Number(match[2]) };
  return range.last < range.first ? undefined : range;
}

function refuseDigest(): Response {
  return errorResponse('DIGEST_INVALID', 'An upload ends with the digest of the blob.');
}

async function* noBytes(): AsyncIterable<Uint8Array> {}

function answerProgress(status: number, upload: BlobUpload): Response {
  return emptyResponse(status, progressOf(upload));
}

function progressOf(upload: BlobUpload): Readonly<Record<string, string>> {
  return {
    Location: `/v2/${upload.repository}/blobs/uploads/${upload.id}`,
    Range: `0-${Math.max(0, upload.size() - 1)}`,
    'Docker-Upload-UUID': upload.id,
  };
}

function answerStored(name: string, digest: string): Response {
  return emptyResponse(201, {
    Location: `/v2/${name}/blobs/${digest}`,
    'Docker-Content-Digest': digest,
  });
}
