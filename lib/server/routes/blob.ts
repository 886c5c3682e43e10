import type { Digest } from '#lib/oci/digest';
import { digestParts } from '#lib/oci/digest';
import { parseReference } from '#lib/oci/reference';
import type { FetchedBlob } from '#lib/registry/registry-client';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { connect } from '#lib/server/sessions/connect';
import { attachment, immutableHeaders, notModified } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Gives the bytes of a blob as a download. They are hashed as they pass, and wrong bytes break the connection: a
 * download that ends well is the content that was asked for. It is never served as a page: strangers write blobs.
 *
 * @throws ProblemError `request-invalid` without a digest
 */
export function answerBlob(call: RouteCall): Promise<Response> {
  return answer(call, false);
}

/**
 * The same for a writer that has sent a chunk before it asks for the next, which may take its place.
 *
 * @throws ProblemError `request-invalid` without a digest
 */
export function answerBlobInPlace(call: RouteCall): Promise<Response> {
  return answer(call, true);
}

async function answer({ request, url, session, signal }: RouteCall, allowsReuse: boolean): Promise<Response> {
  const { ref, name } = readQuery('GET /api/blob', url);
  const { registry, repository, digest } = parseReference(ref);
  if (digest === undefined) throw invalidRequest('A blob is named by its digest: write host/name@sha256:….');
  const known = notModified(request, digest);
  if (known !== undefined) return known;
  const range = rangeOf(request, digest);
  const blob = await connect(session, registry).getBlob(repository, digest, {
    signal,
    allowsReuse,
    ...(range === undefined ? {} : { range }),
  });
  const headers = new Headers({
    ...immutableHeaders(digest),
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(name ?? digestParts(digest).encoded.slice(0, 12)),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'accept-ranges': 'bytes',
    ...lengthHeaders(blob),
  });
  // Where the size is known nothing of the last bytes comes before they are found right.
  return new Response(blob.size === undefined ? withholdLast(blob.body) : blob.body, {
    status: blob.contentRange === undefined ? 200 : 206,
    headers,
  });
}

/**
 * Each chunk one later, the last one when the whole is known to be right: a client that has all of it would not see that
 * the connection broke after the last, wrong byte.
 */
function withholdLast(body: ReadableStream<Bytes>): ReadableStream<Bytes> {
  const reader = body.getReader();
  let held: ReadableStreamReadResult<Bytes> | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        held ??= await reader.read();
        if (held.done) return controller.close();
        const next = await reader.read();
        controller.enqueue(held.value);
        held = next;
        if (next.done) controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function lengthHeaders({ size, contentRange }: FetchedBlob): Record<string, string> {
  return {
    ...(size === undefined ? {} : { 'orrery-length': String(size) }),
    // A part of a blob cannot be hashed: the header says so.
    ...(contentRange === undefined ? {} : { 'content-range': contentRange, 'orrery-verified': 'range' }),
  };
}

// RFC 9110 14.2: a range that is not understood, or that was meant for other content, is no range.
function rangeOf(request: Request, digest: Digest): string | undefined {
  const range = request.headers.get('range') ?? '';
  const condition = request.headers.get('if-range');
  const isMeant = condition === null || condition === `"${digest}"`;
  return isMeant && /^bytes=(?:\d+-\d*|-\d+)$/.test(range) ? range : undefined;
}
