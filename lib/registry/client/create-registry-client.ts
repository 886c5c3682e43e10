import type { Delay } from '#lib/async/timeout';
import { delay } from '#lib/async/timeout';
import { createAuthorizer } from '#lib/registry/auth/authorizer';
import type { CredentialSource } from '#lib/registry/auth/credential';
import { createConnectionCache } from '#lib/registry/cache/connection-cache';
import type { ManifestStore } from '#lib/registry/cache/manifest-cache';
import { createManifestStore } from '#lib/registry/cache/manifest-cache';
import type { Fetch } from '#lib/registry/fetch';
import type { RegistryLimits } from '#lib/registry/limits';
import { fixedLimits } from '#lib/registry/limits';
import type { RegistryClient, RegistryWriter } from '#lib/registry/registry-client';
import { createBreaker } from '#lib/registry/transport/breaker';
import type { RegistrySemaphores } from '#lib/registry/transport/concurrency';
import {
  createAdaptiveConcurrencyLimit,
  createRegistrySemaphores,
} from '#lib/registry/transport/concurrency';
import { createRateLimitTracker } from '#lib/registry/transport/rate-limit-tracker';
import { createRetry } from '#lib/registry/transport/retry';
import type { WritePermit } from '#lib/registry/writes/write-permit';
import { clientOfConnection, writerOfConnection } from './client-of-connection.ts';

/** A registry as references name it, how it is reached, and for whom. */
export type RegistryClientOptions = {
  readonly registry: string;
  readonly plainHttp: boolean;
  /** Where requests go when the name of the registry is no host: a layout is asked without a socket. */
  readonly origin?: string;
  readonly fetch: Fetch;
  readonly credentials: CredentialSource;
  readonly limits: RegistryLimits;
  /** Whether the token server at an origin may have this registry's credentials; none but its own when left out. */
  readonly allowsTokenServer?: (origin: string) => boolean;
  /** The queues of all sessions before this registry; queues of its own when left out. */
  readonly queues?: RegistrySemaphores;
  /** Verified manifests of all sessions; a store of its own when left out. */
  readonly manifests?: ManifestStore;
  readonly random?: () => number;
  readonly delay?: Delay;
  readonly now?: () => number;
};

const monotonic = () => performance.now();

/** Makes clients of one registry for one session: they share its tokens, cache and queue; each counts its own requests. */
export type RegistryConnection = {
  readonly client: () => RegistryClient;
  readonly writer: (permit: WritePermit) => RegistryWriter;
};

/** The connection of a session to a registry: it holds that session's tokens, and must not be given to another. */
export function createRegistryConnection(options: RegistryClientOptions): RegistryConnection {
  const transport = transportOf(options);
  const { manifests = createManifestStore(fixedLimits.ownStoreMaxBytes), now = monotonic } = options;
  const cache = createConnectionCache(transport.origin, manifests, now);
  const connection = { ...transport, cache };
  return {
    client: () => clientOfConnection(connection),
    writer: (permit) => writerOfConnection(connection, permit),
  };
}

/** The only client of a connection, where one is enough. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  return createRegistryConnection(options).client();
}

/** What all clients of a connection send through; requests for tokens belong to the connection and to no one client. */
function transportOf(options: RegistryClientOptions) {
  const { registry, limits, credentials, fetch } = options;
  const now = options.now ?? monotonic;
  const origin = options.origin ?? registryOrigin(registry, options.plainHttp);
  const redirects = { fetch, registry, origin, redirectsMax: limits.redirectsMax };
  const authorizer = createAuthorizer({
    ...redirects,
    maxBytes: limits.tokenMaxBytes,
    allowsTokenServer: options.allowsTokenServer ?? (() => false),
    credentials,
    now,
  });
  const retry = createRetry(limits, {
    random: options.random ?? Math.random,
    delay: options.delay ?? delay,
    now,
  });
  const concurrency = createAdaptiveConcurrencyLimit(limits, now);
  const breaker = createBreaker(registry, limits, now);
  const queues = options.queues ?? createRegistrySemaphores(limits);
  const rates = createRateLimitTracker();
  return {
    ...redirects,
    authorizer,
    limits,
    retry,
    concurrency,
    queues,
    session: authorizer,
    breaker,
    rates,
    uploads: { takesWholePosts: true },
  };
}

// Docker Hub's references and its registry have different names.
function registryOrigin(registry: string, plainHttp: boolean): string {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  return new URL(`${plainHttp ? 'http' : 'https'}://${host}`).origin;
}
