import type { ConnectionCache } from '#lib/registry/cache/connection-cache';
import type { WriteContext } from '#lib/registry/calls/call-context';
import type { RegistryWriter } from '#lib/registry/registry-client';
import { deleteManifest } from '#lib/registry/writes/delete-manifest';
import { pushBlob } from '#lib/registry/writes/push-blob';
import { putManifest } from '#lib/registry/writes/put-manifest';

type WithErrorContext = <T>(
  repository: string,
  signal: AbortSignal | undefined,
  work: Promise<T>,
) => Promise<T>;

/** A writing client; what it may have changed is no longer remembered, also where it failed half-way. */
export function createWriter(
  context: WriteContext,
  cache: ConnectionCache,
  withErrorContext: WithErrorContext,
): RegistryWriter {
  const changing = <T>(repository: string, selectors: readonly string[], work: Promise<T>): Promise<T> =>
    work.finally(() => {
      for (const selector of selectors) cache.access.forgetSelector(repository, selector);
      cache.revalidated.referrers.forget(`/v2/${repository}/referrers/`);
    });
  return {
    pushBlob: async (repository, blob, source, options = {}) =>
      withErrorContext(repository, options.signal, pushBlob(context, repository, blob, source, options)),
    putManifest: async (repository, selector, manifest, { signal } = {}) =>
      withErrorContext(
        repository,
        signal,
        changing(repository, [selector], putManifest(context, repository, selector, manifest, signal)),
      ),
    deleteManifest: async (repository, selector, { signal } = {}) =>
      withErrorContext(
        repository,
        signal,
        changing(repository, [selector], deleteManifest(context, repository, selector, signal)),
      ),
  };
}
