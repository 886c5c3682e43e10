import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import type { CallContext } from '#lib/registry/calls/get-manifest';
import { paths, scopes } from '#lib/registry/calls/paths';
import { failureOf } from '#lib/registry/registry-answer';
import type { FetchedBlob } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { verifiedBody } from '#lib/registry/verified-body';

type BlobOptions = { readonly range?: string; readonly signal?: AbortSignal };

/**
 * distribution-spec end-2. A whole blob is hashed as it passes; a part of one (206) cannot be, and says so by its
 * `contentRange`. A registry that knows no ranges answers with the whole blob, which is then hashed again.
 */
export function getBlob(
  context: CallContext,
  repository: string,
  digest: Digest,
  options: BlobOptions,
): Promise<FetchedBlob> {
  const { registry, limits } = context;
  const wanted = { what: 'a blob', where: `${repository}@${digest}` };
  // https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
  if (options.range !== undefined && !/^bytes=[\d ,-]{1,200}$/.test(options.range)) {
    throw new OciError('reference-invalid', 'This is not a range of bytes.');
  }
  return context.exchange(
    {
      method: 'GET',
      path: paths.blob(repository, digest),
      scope: scopes.pull(repository),
      headers: { accept: '*/*', ...(options.range === undefined ? {} : { range: options.range }) },
      wanted,
      signal: options.signal,
      isTransfer: true,
    },
    async (response) => {
      if (!response.ok) throw await failureOf(response, { registry, wanted, maxBytes: limits.errorMaxBytes });
      return toBlob(response, digest, registry, options.range !== undefined);
    },
  );
}

function toBlob(response: Response, digest: Digest, registry: string, isPart: boolean): FetchedBlob {
  const length = response.headers.get('content-length') ?? '';
  const size = /^\d+$/.test(length) ? Number(length) : undefined;
  const body = response.body ?? new Blob([]).stream();
  if (response.status !== 206) {
    return { body: verifiedBody(body, { digest, size, registry }), size, contentRange: undefined };
  }
  const contentRange = response.headers.get('content-range');
  if (contentRange !== null && isPart) return { body, size, contentRange };
  throw new RegistryError(
    'bad-response',
    registry,
    `${registry} sent a part of a blob, and not the part asked for.`,
  );
}
