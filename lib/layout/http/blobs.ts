import { rm, stat } from 'node:fs/promises';
import { unlessMissing } from '#lib/layout/files/file-error';
import { streamFile } from '#lib/layout/files/file-stream';
import { etagOf, isUnchanged, parseByteRange } from '#lib/layout/http/conditional-request';
import { emptyResponse, errorResponse } from '#lib/layout/http/responses';
import type { ReadContext, RouteContext } from '#lib/layout/http/route-context';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';

/**
 * `GET` and `HEAD /v2/<name>/blobs/<digest>`; a HEAD opens no file:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs
 */
export async function handleGetBlob({ store, request, name, argument }: ReadContext): Promise<Response> {
  if (!isDigest(argument)) return refuseDigest();
  const found = await store.findBlob(name, argument);
  if (found === undefined) return refuseUnknown(argument);
  const headers = contentHeaders(argument);
  if (isUnchanged(request, argument)) return emptyResponse(304, headers);
  const { size, open, verify } = found;
  const range = parseByteRange(rangeOf(request, argument), size);
  if (range === 'unsatisfiable') {
    return errorResponse('RANGE_INVALID', 'The blob ends before this range.', {
      headers: { ...headers, 'Content-Range': `bytes */${size}` },
    });
  }
  const isHead = request.method === 'HEAD';
  // Only the whole content proves the digest.
  if (range !== undefined && !isHead) await verify?.(request.signal);
  const { start, length } = range ?? { start: 0, length: size };
  const partial = { 'Content-Range': `bytes ${start}-${start + length - 1}/${size}` };
  return new Response(isHead ? null : streamFile(open, start, length), {
    status: range === undefined ? 200 : 206,
    headers: { ...headers, 'Content-Length': String(length), ...(range === undefined ? {} : partial) },
  });
}

/**
 * `DELETE /v2/<name>/blobs/<digest>`; refuses a manifest, which has its own endpoint:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-blobs
 */
export async function handleDeleteBlob({ store, name, argument }: RouteContext): Promise<Response> {
  if (!isDigest(argument)) return refuseDigest();
  const layout = await store.find(name);
  if (layout?.index().manifests.has(argument)) {
    return errorResponse('UNSUPPORTED', 'This is a manifest; delete it as one.', {
      headers: { Allow: 'GET, HEAD' },
    });
  }
  const path = store.blobPath(name, argument);
  if ((await unlessMissing(stat(path))) === undefined) return refuseUnknown(argument);
  await rm(path, { force: true });
  return emptyResponse(202);
}

// A range of other content would be useless: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5
function rangeOf(request: Request, digest: Digest): string | null {
  const condition = request.headers.get('If-Range');
  return condition === null || condition === etagOf(digest) ? request.headers.get('Range') : null;
}

function contentHeaders(digest: Digest): Readonly<Record<string, string>> {
  return {
    'Content-Type': 'application/octet-stream',
    'Docker-Content-Digest': digest,
    ETag: etagOf(digest),
    'Accept-Ranges': 'bytes',
  };
}

function refuseDigest(): Response {
  return errorResponse('DIGEST_INVALID', 'A blob is named by its digest.');
}

function refuseUnknown(digest: Digest): Response {
  return errorResponse('BLOB_UNKNOWN', 'There is no such blob in this repository.', { detail: { digest } });
}
