import type { Digest } from '#lib/oci/digest';
import { discard } from '#lib/registry/body';
import type { WriteContext } from '#lib/registry/calls/call-context';
import { paths, scopes } from '#lib/registry/calls/call-context';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';
import type { CallBody } from '#lib/registry/transport/exchange';
import { assertStored } from './write-manifest.ts';

/** An upload that the registry has opened, and the sizes of chunks it asks for. */
export type UploadSession = {
  readonly location: URL;
  readonly chunkMinBytes: number | undefined;
  readonly chunkMaxBytes: number | undefined;
};

/** A blob on its way to a repository. */
export type Upload = {
  readonly repository: string;
  readonly digest: Digest;
  readonly size: number;
  readonly signal: AbortSignal | undefined;
};

/**
 * Mounts the blob from another repository where there is one to mount from, else opens an upload.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 *
 * @throws RegistryError `redirect-refused` for an upload elsewhere, or what the registry answered
 */
export async function startUpload(
  context: WriteContext,
  upload: Upload,
  mountFrom?: string,
): Promise<'mounted' | UploadSession> {
  if (mountFrom === undefined || mountFrom === upload.repository) return post(context, upload);
  try {
    return await post(context, upload, mountFrom);
  } catch (error) {
    // Whoever may not read there, or a registry that knows no mounts, can still be sent the bytes.
    if (hasTrait(error, 'access', 'absence', 'refusal')) return post(context, upload);
    throw error;
  }
}

/**
 * Sends a small blob with the request that opens an upload. A registry that stores none so answers with an upload, to
 * which the bytes are then sent; undefined where it refuses such a request, and an upload is to be opened without them.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#single-post
 *
 * @throws RegistryError `digest-mismatch`, `redirect-refused`, or what kept the registry from answering
 */
export async function postWhole(
  context: WriteContext,
  upload: Upload,
  body: CallBody,
): Promise<'stored' | UploadSession | undefined> {
  const { exchange, registry, limits, origin, uploads } = context;
  const { repository, digest, size, signal } = upload;
  const target = targetOf(upload);
  const path = `${paths.uploads(repository)}?${new URLSearchParams({ digest })}`;
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) };
  const scope = scopes.push(repository);
  const call = {
    method: 'POST',
    path,
    scope,
    headers,
    body,
    target,
    signal,
    isOnce: true,
    isTransfer: true,
  } as const;
  return await exchange(call, async (response) => {
    const isStored = response.status === 201 && isLocationOf(response, digest);
    uploads.takesWholePosts = isStored;
    if (!response.ok) {
      const error = await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      if (isWrongDigest(error)) throw wrongDigest(error, target.where);
      return undefined;
    }
    if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
    await discard(response);
    if (!isStored)
      return response.status === 202
        ? nextSession(response, new URL(path, origin), undefined, registry)
        : undefined;
    assertStored(response, digest, registry);
    return 'stored';
  });
}

// The specification wants it; a registry that only says that something was created may have dropped the bytes.
function isLocationOf({ headers }: HttpAnswer, digest: Digest): boolean {
  const location = headers.get('location') ?? '';
  return location.includes(digest) || location.includes(encodeURIComponent(digest));
}

/**
 * Closes an upload with its digest, and with all of its bytes where there is a body.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 *
 * @throws RegistryError `digest-mismatch` when other bytes arrived, or what the registry answered
 */
export async function closeUpload(
  { exchange, registry, limits }: WriteContext,
  upload: Upload,
  { location }: UploadSession,
  body?: CallBody,
): Promise<void> {
  const { repository, digest, size, signal } = upload;
  const target = targetOf(upload);
  await exchange(
    {
      method: 'PUT',
      path: closingLocation(location, digest).href,
      scope: scopes.push(repository),
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(body === undefined ? 0 : size),
      },
      // Without bytes it is an upload still: the registry hashes all it has before it answers.
      body: body ?? { open: async () => new Uint8Array(0) },
      target,
      signal,
      isOnce: true,
      isTransfer: true,
    },
    async (response) => {
      if (!response.ok) {
        const error = await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
        throw isWrongDigest(error) ? wrongDigest(error, target.where) : error;
      }
      if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
      await discard(response);
      assertStored(response, digest, registry);
    },
  );
}

/** Whether the registry might take in pieces what it refused as a whole. */
export function isWholeRefused(error: unknown): boolean {
  return error instanceof RegistryError && wholeRefusals.has(error.answer?.status ?? 0);
}

const wholeRefusals: ReadonlySet<number> = new Set([404, 405, 411, 413, 416, 501]);

/** How an upload is spoken of. */
export function targetOf({ repository, digest }: Upload) {
  return { what: 'a blob', where: `${repository}@${digest}`, change: 'store' } as const;
}

/**
 * Gives up an upload; a registry that does not let it be cancelled forgets it in its own time.
 * https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/api.md#canceling-an-upload
 */
export async function cancelUpload(
  { exchange }: WriteContext,
  upload: Upload,
  { location }: UploadSession,
): Promise<void> {
  const scope = scopes.push(upload.repository);
  const target = { ...targetOf(upload), change: 'delete' } as const;
  await Promise.allSettled([
    exchange({ method: 'DELETE', path: location.href, scope, target, isOnce: true }, discard),
  ]);
}

/** Where an answer says that the upload continues, and in chunks of which size. */
export function nextSession(
  response: HttpAnswer,
  from: URL,
  before: UploadSession | undefined,
  registry: string,
): UploadSession {
  const { headers } = response;
  const location = headers.get('location');
  return {
    location:
      location === null && before !== undefined ? before.location : uploadLocation(location, from, registry),
    chunkMinBytes: positive(headers.get('oci-chunk-min-length')) ?? before?.chunkMinBytes,
    chunkMaxBytes: positive(headers.get('oci-chunk-max-length')) ?? before?.chunkMaxBytes,
  };
}

function post(
  { exchange, registry, limits, origin }: WriteContext,
  upload: Upload,
  from?: string,
): Promise<'mounted' | UploadSession> {
  const { repository, digest, signal } = upload;
  const target = targetOf(upload);
  const mount = from === undefined ? '' : `?${new URLSearchParams({ mount: digest, from })}`;
  const path = `${paths.uploads(repository)}${mount}`;
  // One token for both repositories, as the registry reads in one and writes to the other.
  const scope =
    from === undefined ? scopes.push(repository) : `${scopes.push(repository)} ${scopes.pull(from)}`;
  return exchange({ method: 'POST', path, scope, target, signal, isOnce: true }, async (response) => {
    if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
    if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
    await discard(response);
    if (from !== undefined && response.status === 201) return 'mounted';
    return nextSession(response, new URL(path, origin), undefined, registry);
  });
}

function positive(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,14}$/.test(text.trim()) ? Number(text) : undefined;
}

/**
 * Where an upload continues, which must be the registry itself: bytes and
 * credentials went wherever `Location` led in GHSA-jxpm-75mh-9fp7.
 */
function uploadLocation(location: string | null, from: URL, registry: string): URL {
  const next = location === null ? null : URL.parse(location, from);
  if (next === null) {
    const message = `${registry} started an upload without an address for the next part.`;
    throw new RegistryError('bad-response', registry, message);
  }
  next.hash = '';
  // Some registries leave out the port of the request.
  if (next.port === '' && next.protocol === from.protocol && next.hostname === from.hostname)
    next.port = from.port;
  if (next.origin === from.origin && next.username === '' && next.password === '') return next;
  const message = `${registry} sends the upload to ${next.protocol}//${next.host}, another address than before.`;
  throw new RegistryError('redirect-refused', registry, message);
}

/** The address that closes an upload; what is in its query already is the registry's and stays. */
function closingLocation(location: URL, digest: Digest): URL {
  const closing = new URL(location);
  const before = location.search === '' ? '' : `${location.search}&`;
  closing.search = `${before}digest=${encodeURIComponent(digest)}`;
  return closing;
}

function isWrongDigest({ answer }: RegistryError): boolean {
  return answer?.code === 'DIGEST_INVALID';
}

function wrongDigest(error: RegistryError, where: string): RegistryError {
  const { registry, answer } = error;
  const message = `${registry} received bytes that do not match the digest they were sent under: ${where}.`;
  return new RegistryError('digest-mismatch', registry, message, {
    cause: error,
    ...(answer === undefined ? {} : { answer }),
  });
}
