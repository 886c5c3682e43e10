import { discard } from '#lib/registry/body';
import type { WriteContext } from '#lib/registry/calls/call-context';
import { scopes } from '#lib/registry/calls/paths';
import { isWebPage, readError, webPageError } from '#lib/registry/read-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { CallBody } from '#lib/registry/transport/exchange';
import { assertStored } from './put-manifest.ts';
import type { Upload, UploadSession } from './start-upload.ts';
import { closingLocation, targetOf } from './start-upload.ts';

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
