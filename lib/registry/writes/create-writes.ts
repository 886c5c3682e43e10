import type { ConnectionMemory } from '#lib/registry/memory/connection-memory';
import type { RegistryClient } from '#lib/registry/registry-client';
import { deleteManifest } from '#lib/registry/writes/delete-manifest';
import { hasBlob } from '#lib/registry/writes/has-blob';
import { pushBlob } from '#lib/registry/writes/push-blob';
import { putManifest } from '#lib/registry/writes/put-manifest';
import type { WriteContext } from '#lib/registry/writes/write-context';

/** The methods of a client that look at blobs and change what the registry holds. */
export type Writes = Pick<RegistryClient, 'hasBlob' | 'pushBlob' | 'putManifest' | 'deleteManifest'>;

type Told = <T>(repository: string, signal: AbortSignal | undefined, work: Promise<T>) => Promise<T>;

/** Writes of one client; what they may have changed is no longer remembered, also where they failed half-way. */
export function createWrites(context: WriteContext, memory: ConnectionMemory, told: Told): Writes {
  const changing = <T>(repository: string, selectors: readonly string[], work: Promise<T>): Promise<T> =>
    work.finally(() => {
      for (const selector of selectors) memory.access.forgetSelector(repository, selector);
      memory.revalidated.referrers.forget(`/v2/${repository}/referrers/`);
    });
  return {
    hasBlob: async (repository, digest, options = {}) =>
      told(repository, options.signal, hasBlob(context, repository, digest, options)),
    pushBlob: async (repository, blob, source, options = {}) =>
      told(repository, options.signal, pushBlob(context, repository, blob, source, options)),
    putManifest: async (repository, selector, manifest, { signal } = {}) =>
      told(
        repository,
        signal,
        changing(repository, [selector], putManifest(context, repository, selector, manifest, signal)),
      ),
    deleteManifest: async (repository, selector, { signal } = {}) =>
      told(
        repository,
        signal,
        changing(repository, [selector], deleteManifest(context, repository, selector, signal)),
      ),
  };
}
