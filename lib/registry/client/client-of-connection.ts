import type { ConnectionCache } from '#lib/registry/cache/connection-cache';
import type { ManifestSource } from '#lib/registry/cache/manifest-cache';
import type { CallContext, WriteContext } from '#lib/registry/calls/call-context';
import type { BlobContext } from '#lib/registry/calls/get-blob';
import { getBlob, hasBlob } from '#lib/registry/calls/get-blob';
import { getManifest, getManifestBytes } from '#lib/registry/calls/get-manifest';
import { listRepositories, listTags } from '#lib/registry/calls/list-names';
import { listReferrers } from '#lib/registry/calls/list-referrers';
import { ping } from '#lib/registry/calls/ping';
import { headManifest, resolveManifest } from '#lib/registry/calls/resolve-manifest';
import type { Fetch } from '#lib/registry/fetch';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';
import type { ExchangeContext } from '#lib/registry/transport/exchange';
import { cancelled, createExchange } from '#lib/registry/transport/exchange';
import { pushBlob } from '#lib/registry/writes/push-blob';
import { deleteManifest, probeTagDeletion, putManifest } from '#lib/registry/writes/write-manifest';
import { WritePermit } from '#lib/registry/writes/write-permit';

/** What the clients of one connection share: its way to the registry and what it remembers. */
export type Connection = ExchangeContext &
  Pick<WriteContext, 'uploads'> & { readonly cache: ConnectionCache };

/** A client that counts its own requests and shares all else. */
export function clientOfConnection(connection: Connection): RegistryClient {
  const calls = callsOf(connection);
  const { context, counted, withErrorContext, cacheHits } = calls;
  return {
    registry: connection.registry,
    requests: () => ({ sent: counted.sent(), cached: cacheHits.count() }),
    rateLimit: connection.rates.newest,
    ping: ({ signal } = {}) => ping(context, signal),
    ...manifestCalls(connection, calls),
    ...listCalls(connection, calls),
    hasBlob: async (repository, digest, options = {}) =>
      withErrorContext(repository, options.signal, hasBlob(context, repository, digest, options)),
    getBlob: async (repository, digest, options = {}) =>
      withErrorContext(repository, options.signal, getBlob(context, repository, digest, options)),
    probeTagDeletion: async (repository, { signal } = {}) =>
      withErrorContext(repository, signal, probeTagDeletion(context, repository, signal)),
  };
}

/**
 * A writing client; what it may have changed is no longer remembered, also where it failed half-way.
 *
 * @throws TypeError for a permit that no record stands behind
 */
export function writerOfConnection(connection: Connection, permit: WritePermit): RegistryWriter {
  WritePermit.check(permit);
  const { context, withErrorContext } = callsOf(connection);
  const { access, revalidated } = connection.cache;
  const changing = <T>(repository: string, selector: string, work: Promise<T>): Promise<T> =>
    work.finally(() => {
      access.forgetSelector(repository, selector);
      revalidated.referrers.forget(`/v2/${repository}/referrers/`);
    });
  return {
    pushBlob: async (repository, blob, source, options = {}) =>
      withErrorContext(repository, options.signal, pushBlob(context, repository, blob, source, options)),
    putManifest: async (repository, selector, manifest, { signal } = {}) => {
      const work = putManifest(context, repository, selector, manifest, signal);
      return withErrorContext(repository, signal, changing(repository, selector, work));
    },
    deleteManifest: async (repository, selector, { signal } = {}) => {
      const work = deleteManifest(context, repository, selector, signal);
      return withErrorContext(repository, signal, changing(repository, selector, work));
    },
  };
}

type Calls = ReturnType<typeof callsOf>;

function manifestCalls(
  { cache }: Connection,
  { context, withErrorContext, cacheHits }: Calls,
): Pick<RegistryClient, 'getManifest' | 'getManifestBytes' | 'resolveManifest'> {
  const get: RegistryClient['getManifest'] = (repository, selector, { signal } = {}) => {
    const source: ManifestSource = {
      get: (etag, shared) => getManifest(context, repository, selector, { signal: shared, etag }),
      head: (shared) => headManifest(context, repository, selector, shared),
    };
    const work = cache.manifests.get(repository, selector, signal, source, cacheHits.add);
    return withErrorContext(repository, signal, work);
  };
  return {
    getManifest: get,
    getManifestBytes: (repository, selector, { signal } = {}) =>
      withErrorContext(repository, signal, getManifestBytes(context, repository, selector, signal)),
    resolveManifest: (repository, selector, { signal } = {}) => {
      const getWhole = () => get(repository, selector, signal === undefined ? {} : { signal });
      const work = resolveManifest(context, repository, selector, signal, getWhole);
      return withErrorContext(repository, signal, work);
    },
  };
}

function listCalls(
  { cache }: Connection,
  { context, withErrorContext, cacheHits }: Calls,
): Pick<RegistryClient, 'listTags' | 'listRepositories' | 'listReferrers'> {
  const { access, referrers, namesInFlight, revalidated } = cache;
  const names = { ...context, revalidation: revalidated.names };
  const referrersContext = { ...context, revalidation: revalidated.referrers };
  return {
    listTags: async (repository, page = {}) => {
      const { pageSize = '', next = '', after = '' } = page;
      const key = `${access.generation()} tags ${repository} ${pageSize} ${next} ${after}`;
      const work = namesInFlight(key, async (signal) => listTags(names, repository, { ...page, signal }), {
        signal: page.signal,
        onShared: cacheHits.add,
      });
      return withErrorContext(repository, page.signal, work);
    },
    listRepositories: (page = {}) => listRepositories(names, page),
    listReferrers: (repository, subject, options = {}) => {
      const list: Parameters<typeof referrers.get>[3] = (shared) =>
        listReferrers(referrersContext, repository, subject, shared);
      const work = referrers.get(repository, subject, options, list, cacheHits.add);
      return withErrorContext(repository, options.signal, work);
    },
  };
}

/** What the calls of one client share. */
function callsOf(connection: Connection) {
  const { registry, limits, origin, queues, session, retry } = connection;
  const { access } = connection.cache;
  const counted = countRequests(connection.fetch);
  const exchange = createExchange({ ...connection, fetch: counted.fetch });
  /** Calls that share an answer are given up in the caller's own words; a refusal ends the access that was shown before. */
  const withErrorContext = async <T>(
    repository: string,
    signal: AbortSignal | undefined,
    work: Promise<T>,
  ) => {
    try {
      return await work;
    } catch (error) {
      if (signal?.aborted) throw cancelled(registry, error);
      if (isRefused(error)) access.forget(repository);
      throw error;
    }
  };
  const context: CallContext & BlobContext & WriteContext = {
    registry,
    exchange,
    limits,
    acquireDownload: (signal) => queues.downloads.acquire(session, signal),
    origin,
    retry,
    uploads: connection.uploads,
  };
  return { context, counted, withErrorContext, cacheHits: createCounter() };
}

function isRefused(error: unknown): boolean {
  return (
    hasTrait(error, 'access') || (error instanceof RegistryError && error.answer?.code === 'NAME_UNKNOWN')
  );
}

function countRequests(fetch: Fetch): { readonly fetch: Fetch; readonly sent: () => number } {
  const requests = createCounter();
  return {
    sent: requests.count,
    fetch: (url, request) => {
      requests.add();
      return fetch(url, request);
    },
  };
}

function createCounter() {
  let count = 0;
  return {
    count: () => count,
    add: () => {
      count += 1;
    },
  };
}
