import type { ConnectionCache } from '#lib/registry/cache/connection-cache';
import type { WriteContext } from '#lib/registry/calls/call-context';
import { getBlob } from '#lib/registry/calls/get-blob';
import { getManifest, getManifestBytes } from '#lib/registry/calls/get-manifest';
import { hasBlob } from '#lib/registry/calls/has-blob';
import { listRepositories, listTags } from '#lib/registry/calls/list-names';
import { listReferrers } from '#lib/registry/calls/list-referrers';
import { ping } from '#lib/registry/calls/ping';
import { headManifest, resolveManifest } from '#lib/registry/calls/resolve-manifest';
import { hasTrait } from '#lib/registry/error-traits';
import type { Fetch } from '#lib/registry/fetch';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { ExchangeContext } from '#lib/registry/transport/exchange';
import { cancelled, createExchange } from '#lib/registry/transport/exchange';
import { deleteManifest, probeTagDeletion } from '#lib/registry/writes/delete-manifest';
import { pushBlob } from '#lib/registry/writes/push-blob';
import { putManifest } from '#lib/registry/writes/put-manifest';
import { WritePermit } from '#lib/registry/writes/write-permit';

/** What the clients of one connection share: its way to the registry and its memory. */
export type Connection = ExchangeContext & { readonly cache: ConnectionCache };

/** A client that counts its own requests and shares all else. */
export function clientOfConnection(connection: Connection): RegistryClient {
  const { registry, cache, rates } = connection;
  const { access, manifests, referrers, namesInFlight, revalidated } = cache;
  const { context, counted, withErrorContext } = callsOf(connection);
  let cached = 0;
  const onHit = () => {
    cached += 1;
  };

  const get: RegistryClient['getManifest'] = (repository, selector, { signal } = {}) => {
    const source = {
      get: (etag: string | undefined, asking: AbortSignal) =>
        getManifest(context, repository, selector, { signal: asking, etag }),
      head: (asking: AbortSignal) => headManifest(context, repository, selector, asking),
    };
    return withErrorContext(repository, signal, manifests.get(repository, selector, signal, source, onHit));
  };

  return {
    registry,
    requests: () => ({ sent: counted.sent(), cached }),
    rateLimit: rates.newest,
    ping: ({ signal } = {}) => ping(context, signal),
    getManifest: get,
    getManifestBytes: (repository, selector, { signal } = {}) =>
      withErrorContext(repository, signal, getManifestBytes(context, repository, selector, signal)),
    resolveManifest: (repository, selector, { signal } = {}) =>
      withErrorContext(
        repository,
        signal,
        resolveManifest(context, repository, selector, signal, () =>
          get(repository, selector, signal === undefined ? {} : { signal }),
        ),
      ),
    hasBlob: async (repository, digest, options = {}) =>
      withErrorContext(repository, options.signal, hasBlob(context, repository, digest, options)),
    probeTagDeletion: async (repository, { signal } = {}) =>
      withErrorContext(repository, signal, probeTagDeletion(context, repository, signal)),
    getBlob: async (repository, digest, options = {}) =>
      withErrorContext(repository, options.signal, getBlob(context, repository, digest, options)),
    listTags: async (repository, page = {}) =>
      withErrorContext(
        repository,
        page.signal,
        namesInFlight(
          `${access.generation()} tags ${repository} ${page.pageSize ?? ''} ${page.next ?? ''}`,
          async (signal) =>
            listTags({ ...context, revalidation: revalidated.names }, repository, { ...page, signal }),
          { signal: page.signal, onShared: onHit },
        ),
      ),
    listRepositories: (page = {}) => listRepositories({ ...context, revalidation: revalidated.names }, page),
    listReferrers: (repository, subject, options = {}) =>
      withErrorContext(
        repository,
        options.signal,
        referrers.get(
          repository,
          subject,
          options,
          (asking) =>
            listReferrers({ ...context, revalidation: revalidated.referrers }, repository, subject, asking),
          onHit,
        ),
      ),
  };
}

/** A writing client, for a permit only. */
export function writerOfConnection(connection: Connection, permit: WritePermit): RegistryWriter {
  WritePermit.check(permit);
  const { context, withErrorContext } = callsOf(connection);
  return createWriter(context, connection.cache, withErrorContext);
}

/** What the calls of one client share. */
function callsOf(connection: Connection) {
  const { registry, limits, origin, queues, session, retry } = connection;
  const { access } = connection.cache;
  const counted = countRequests(connection.fetch);
  const exchange = createExchange({ ...connection, fetch: counted.fetch });
  const acquireDownload = (signal: AbortSignal | undefined) => queues.downloads.acquire(session, signal);
  /** Calls that share an answer are given up in the caller's own words; a refusal ends what was proven before. */
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
  const context = { registry, exchange, limits, acquireDownload, origin, retry };
  return { context, counted, withErrorContext };
}

function isRefused(error: unknown): boolean {
  return (
    hasTrait(error, 'access') || (error instanceof RegistryError && error.answer?.code === 'NAME_UNKNOWN')
  );
}

function countRequests(fetch: Fetch): { readonly fetch: Fetch; readonly sent: () => number } {
  let sent = 0;
  return {
    sent: () => sent,
    fetch: (url, request) => {
      sent += 1;
      return fetch(url, request);
    },
  };
}

type WithErrorContext = <T>(
  repository: string,
  signal: AbortSignal | undefined,
  work: Promise<T>,
) => Promise<T>;

/** A writing client; what it may have changed is no longer remembered, also where it failed half-way. */
function createWriter(
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
