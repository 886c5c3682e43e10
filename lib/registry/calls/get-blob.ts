import type { Release } from '#lib/async/semaphore';
import type { OwnSignal } from '#lib/async/timeout';
import { followSignal } from '#lib/async/timeout';
import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import { discard, verifiedBody } from '#lib/registry/body';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import type { FetchedBlob } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { readEtag } from '#lib/registry/transport/revalidation';
import type { CallContext } from './call-context.ts';
import { paths, scopes } from './call-context.ts';
import type { BlobRange } from './resumed-body.ts';
import { resumedBody } from './resumed-body.ts';

/** What a download needs beside the rest: a place among those of this registry, held until its last byte. */
export type BlobContext = CallContext & {
  readonly acquireDownload: (signal: AbortSignal | undefined) => Promise<Release>;
};

type BlobOptions = {
  readonly range?: string;
  readonly signal?: AbortSignal;
  readonly isDocument?: boolean;
  readonly allowsReuse?: boolean;
};

type Source = { readonly context: BlobContext; readonly repository: string; readonly digest: Digest };

/**
 * The bytes of a blob. A whole blob is hashed as it passes; a part of one (206) cannot be, and says so by its
 * `contentRange`. A registry that knows no ranges answers with the whole blob, which is then hashed again.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs
 *
 * @throws OciError `reference-invalid` for a text that is no range
 * @throws RegistryError `bad-response` for another part than the one asked for, or what the registry answered
 */
export async function getBlob(
  context: BlobContext,
  repository: string,
  digest: Digest,
  options: BlobOptions,
): Promise<FetchedBlob> {
  const { range, signal, isDocument = false } = options;
  // https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
  if (range !== undefined && !/^bytes=[\d ,-]{1,200}$/.test(range)) {
    throw new OciError('reference-invalid', 'This is not a range of bytes.');
  }
  // What listens until the last byte listens to a signal of this download: one that many downloads share keeps nothing.
  const own = followSignal(signal);
  let leave = own.release;
  try {
    if (!isDocument) leave = await enter(context, own);
    const source = { context, repository, digest };
    const ofDownload = { ...options, signal: own.signal };
    const response = await ask(source, ofDownload, range === undefined ? {} : { range });
    return toBlob(response, source, ofDownload, leave);
  } catch (error) {
    leave();
    throw error;
  }
}

/**
 * Whether a repository has a blob. `scope` is more than reading needs where a push follows with the same token.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#checking-if-content-exists-in-the-registry
 */
export function hasBlob(
  { exchange, registry, limits }: CallContext,
  repository: string,
  digest: Digest,
  {
    signal,
    scope = scopes.pull(repository),
  }: { readonly signal?: AbortSignal; readonly scope?: string } = {},
): Promise<boolean> {
  const target = { what: 'a blob', where: `${repository}@${digest}` };
  return exchange(
    { method: 'HEAD', path: paths.blob(repository, digest), scope, target, signal },
    async (response) => {
      if (response.status === 404) {
        await discard(response);
        return false;
      }
      if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
      await discard(response);
      return true;
    },
  );
}

/** A place that is left at the latest when nobody wants the download any more, also if nobody closes it. */
async function enter(context: BlobContext, { signal, release }: OwnSignal): Promise<Release> {
  const leave = await context.acquireDownload(signal);
  signal.addEventListener('abort', leave, { once: true });
  return () => {
    release();
    leave();
  };
}

function ask(
  { context, repository, digest }: Source,
  { signal, isDocument = false, allowsReuse = false }: BlobOptions,
  headers: Readonly<Record<string, string>>,
): Promise<HttpAnswer> {
  const { registry, limits } = context;
  const target = { what: 'a blob', where: `${repository}@${digest}` };
  return context.exchange(
    {
      method: 'GET',
      path: paths.blob(repository, digest),
      scope: scopes.pull(repository),
      headers: { accept: '*/*', ...headers },
      target,
      signal,
      ...(isDocument ? { isDocument } : { isTransfer: true, allowsReuse }),
    },
    async (response) => {
      if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
      return response;
    },
  );
}

function toBlob(response: HttpAnswer, source: Source, options: BlobOptions, leave: Release): FetchedBlob {
  const { registry } = source.context;
  const length = response.headers.get('content-length') ?? '';
  const size = /^\d+$/.test(length) ? Number(length) : undefined;
  if (response.status !== 206) {
    const body = resumable(response, { start: 0, end: size, isPart: false }, source, options, leave);
    return {
      body: verifiedBody(body, { digest: source.digest, size, registry }),
      size,
      contentRange: undefined,
    };
  }
  const contentRange = response.headers.get('content-range');
  if (contentRange === null || options.range === undefined) throw wrongPart(registry);
  const stretch = parseContentRange(contentRange);
  const body = resumable(response, stretch && { ...stretch, isPart: true }, source, options, leave);
  return { body, size, contentRange };
}

/** The body of an answer, which is continued where it was cut; as it is where the answer does not say which bytes it holds. */
function resumable(
  response: HttpAnswer,
  stretch: BlobRange | undefined,
  source: Source,
  options: BlobOptions,
  leave: Release,
): FetchedBlob['body'] {
  const { registry, limits } = source.context;
  const etag = readEtag(response.headers);
  const { start, end, isPart } = stretch ?? { start: 0, end: undefined, isPart: false };
  const reopen = async (at: number) => {
    const last = isPart && end !== undefined ? end - 1 : '';
    const more = await ask(source, options, {
      range: `bytes=${at}-${last}`,
      // Only a strong one may stand here: https://www.rfc-editor.org/rfc/rfc9110#name-if-range
      ...(etag === undefined || etag.startsWith('W/') ? {} : { 'if-range': etag }),
    });
    const isRight =
      more.status !== 206 || parseContentRange(more.headers.get('content-range') ?? '')?.start === at;
    if (isRight) return more;
    await more.body?.cancel().catch(() => undefined);
    throw wrongPart(registry);
  };
  return resumedBody(
    response.body ?? new Blob([]).stream(),
    { start, end, isPart },
    {
      reopen,
      resumesMax: stretch === undefined ? 0 : limits.downloadResumesMax,
      isGivenUp: (error) =>
        options.signal?.aborted === true || (error instanceof RegistryError && error.code === 'cancelled'),
      onEnd: leave,
    },
  );
}

// https://www.rfc-editor.org/rfc/rfc9110#name-content-range; `end` is the first byte that is not in it.
function parseContentRange(text: string): Omit<BlobRange, 'isPart'> | undefined {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(?:\d{1,15}|\*)$/.exec(text.trim());
  return match === null ? undefined : { start: Number(match[1]), end: Number(match[2]) + 1 };
}

function wrongPart(registry: string): RegistryError {
  const message = `${registry} sent another part of the blob than requested.`;
  return new RegistryError('bad-response', registry, message);
}
