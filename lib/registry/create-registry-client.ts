import { LRUCache } from 'lru-cache';
import { createAuthorizer } from '#lib/registry/auth/authorizer';
import type { CredentialSource } from '#lib/registry/auth/credential';
import { getBlob } from '#lib/registry/calls/get-blob';
import { getManifest } from '#lib/registry/calls/get-manifest';
import { listRepositories, listTags } from '#lib/registry/calls/list-names';
import { listReferrers } from '#lib/registry/calls/list-referrers';
import { ping } from '#lib/registry/calls/ping';
import { resolveManifest } from '#lib/registry/calls/resolve-manifest';
import type { Fetch } from '#lib/registry/fetch';
import { createManifestCache } from '#lib/registry/manifest-cache';
import type { ReferrersResult, RegistryClient } from '#lib/registry/registry-client';
import type { RegistryLimits } from '#lib/registry/registry-limits';
import { cancelled, createExchange } from '#lib/registry/transport/exchange';
import type { Delay } from '#lib/registry/transport/retry';
import { createRetry, delayByTimer } from '#lib/registry/transport/retry';

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

/** A client of one registry for one session: it holds that session's tokens, and must not be given to another. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { registry, limits } = options;
  const counted = countRequests(options.fetch);
  const exchange = exchangeOf(options, counted.fetch);
  const context = { registry, exchange, limits };
  const manifests = createManifestCache();
  const withoutReferrers = new LRUCache<string, ReferrersResult>(absenceKept);
  let answeredFromMemory = 0;

  const get: RegistryClient['getManifest'] = async (repository, selector, { signal } = {}) => {
    try {
      return await manifests.get(repository, selector, signal, (shared) =>
        getManifest(context, repository, selector, shared),
      );
    } catch (error) {
      throw signal?.aborted ? cancelled(registry, error) : error;
    }
  };

  return {
    registry,
    requests: () => ({ sent: counted.sent(), cached: manifests.hits() + answeredFromMemory }),
    ping: ({ signal } = {}) => ping(context, signal),
    getManifest: get,
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
        answeredFromMemory += 1;
        return known;
      }
      const { result, lasting } = await listReferrers(context, repository, subject, referrersOptions);
      const isSure = lasting || manifests.has(repository, subject);
      if (result.support === 'unsupported' && isSure) withoutReferrers.set(repository, result);
      return result;
    },
  };
}

function exchangeOf(options: RegistryClientOptions, fetch: Fetch) {
  const { registry, limits, credentials } = options;
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
  return createExchange({ ...hops, authorizer, limits, retry });
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
