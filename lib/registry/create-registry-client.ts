import { LRUCache } from 'lru-cache';
import { createAuthorizer } from '#lib/registry/auth/authorizer';
import type { CredentialSource } from '#lib/registry/auth/credential';
import { getBlob } from '#lib/registry/calls/get-blob';
import { getManifest, getManifestBytes } from '#lib/registry/calls/get-manifest';
import { listRepositories, listTags } from '#lib/registry/calls/list-names';
import { listReferrers } from '#lib/registry/calls/list-referrers';
import { ping } from '#lib/registry/calls/ping';
import { resolveManifest } from '#lib/registry/calls/resolve-manifest';
import type { Fetch } from '#lib/registry/fetch';
import type { ManifestCache } from '#lib/registry/manifest-cache';
import { createManifestCache } from '#lib/registry/manifest-cache';
import type { ReferrersResult, RegistryClient } from '#lib/registry/registry-client';
import type { RegistryLimits } from '#lib/registry/registry-limits';
import { createBreaker } from '#lib/registry/transport/breaker';
import { cancelled, createExchange } from '#lib/registry/transport/exchange';
import { createRateBook } from '#lib/registry/transport/rate-limit';
import type { Delay } from '#lib/registry/transport/retry';
import { createRetry, delayByTimer } from '#lib/registry/transport/retry';
import { createWindow } from '#lib/registry/transport/window';

/** A registry as references name it, how it is reached, and for whom. */
export type RegistryClientOptions = {
  readonly registry: string;
  readonly plainHttp: boolean;
  readonly fetch: Fetch;
  readonly credentials: CredentialSource;
  readonly limits: RegistryLimits;
  /** Origins of token servers that the operator trusts with this registry's credentials. */
  readonly trustedRealms?: readonly string[];
  readonly random?: () => number;
  readonly delay?: Delay;
  readonly now?: () => number;
};

// A gateway routes each repository on its own, so that one may have the API and the next not.
const absenceKept = { max: 1000, ttl: 10 * 60 * 1000 } as const;

/** Makes clients of one registry for one session: they share its tokens, memory and queue, each counts its own requests. */
export type RegistryConnection = { readonly client: () => RegistryClient };

/** The connection of a session to a registry: it holds that session's tokens, and must not be given to another. */
export function createRegistryConnection(options: RegistryClientOptions): RegistryConnection {
  const shared = {
    ...transportOf(options),
    manifests: createManifestCache(),
    withoutReferrers: new LRUCache<string, ReferrersResult>(absenceKept),
  };
  return { client: () => clientOf(options, shared) };
}

/** The only client of a connection, where one is enough. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  return createRegistryConnection(options).client();
}

type Shared = ReturnType<typeof transportOf> & {
  readonly manifests: ManifestCache;
  readonly withoutReferrers: LRUCache<string, ReferrersResult>;
};

function clientOf({ registry, limits, fetch }: RegistryClientOptions, shared: Shared): RegistryClient {
  const { manifests, withoutReferrers } = shared;
  const counted = countRequests(fetch);
  const exchange = createExchange({ ...shared, fetch: counted.fetch });
  const context = { registry, exchange, limits };
  let cached = 0;
  const onHit = () => {
    cached += 1;
  };

  const get: RegistryClient['getManifest'] = async (repository, selector, { signal } = {}) => {
    const ask = (asking: AbortSignal | undefined) => getManifest(context, repository, selector, asking);
    try {
      return await manifests.get(repository, selector, signal, ask, onHit);
    } catch (error) {
      throw signal?.aborted ? cancelled(registry, error) : error;
    }
  };

  return {
    registry,
    requests: () => ({ sent: counted.sent(), cached }),
    rateLimit: shared.rates.newest,
    ping: ({ signal } = {}) => ping(context, signal),
    getManifest: get,
    getManifestBytes: (repository, selector, { signal } = {}) =>
      getManifestBytes(context, repository, selector, signal),
    resolveManifest: (repository, selector, { signal } = {}) =>
      resolveManifest(context, repository, selector, signal, () =>
        get(repository, selector, signal === undefined ? {} : { signal }),
      ),
    getBlob: async (repository, digest, blobOptions = {}) =>
      getBlob(context, repository, digest, blobOptions),
    listTags: async (repository, page = {}) => listTags(context, repository, page),
    listRepositories: (page = {}) => listRepositories(context, page),
    listReferrers: async (repository, subject, referrersOptions = {}) => {
      const known = withoutReferrers.get(repository);
      if (known !== undefined) {
        onHit();
        return known;
      }
      const { result, lasting } = await listReferrers(context, repository, subject, referrersOptions);
      const isSure = lasting || manifests.has(repository, subject);
      if (result.support === 'unsupported' && isSure) withoutReferrers.set(repository, result);
      return result;
    },
  };
}

/** What all clients of a connection send through; requests for tokens belong to the connection and to no one client. */
function transportOf(options: RegistryClientOptions) {
  const { registry, limits, credentials, fetch } = options;
  const now = options.now ?? (() => performance.now());
  const origin = registryOrigin(registry, options.plainHttp);
  const hops = { fetch, registry, origin, redirectsMax: limits.redirectsMax };
  const authorizer = createAuthorizer({
    ...hops,
    maxBytes: limits.tokenMaxBytes,
    trustedRealms: options.trustedRealms ?? [],
    credentials,
    now,
  });
  const retry = createRetry(limits, {
    random: options.random ?? Math.random,
    delay: options.delay ?? delayByTimer,
    now,
  });
  const window = createWindow(limits, now);
  const breaker = createBreaker(registry, limits, now);
  return { ...hops, authorizer, limits, retry, window, breaker, rates: createRateBook() };
}

// Docker Hub's references and its registry have different names.
function registryOrigin(registry: string, plainHttp: boolean): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return new URL(`${plainHttp ? 'http' : 'https'}://${host}`).origin;
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
