import { LRUCache } from 'lru-cache';
import { layoutPlace } from '#lib/oci/layout-reference';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import type { HttpAnswer } from '#lib/registry/http-answer';
import type { ConnectionCount } from '#lib/server/platform/egress/connection-counts';
import { createConnectionCounts } from '#lib/server/platform/egress/connection-counts';
import { createEgressFetch } from '#lib/server/platform/egress/egress';
import { withLoopbackTls } from '#lib/server/platform/egress/loopback-tls';
import { observedFetch } from '#lib/server/platform/egress/observed-fetch';
import type { Settings } from '#lib/server/platform/env';
import { limits } from '#lib/server/platform/limits';
import { isPlainHttp, mayHaveTls } from '#lib/server/platform/network-settings';
import { problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import { layoutHandle, layoutOrigin } from './layouts/layout-handle.ts';

/** The way to a registry. */
export type Transport = {
  readonly fetch: Fetch;
  readonly plainHttp: boolean;
  /** Where requests go when the name of the registry is no address. */
  readonly origin?: string;
  /** Whether this process serves it itself. */
  readonly isOwn: boolean;
};

// By what it is set up with: a CA of one registry is trusted in no other's connections.
const networks = new LRUCache<string, Fetch>({ max: limits.networksMax });

const connections = createConnectionCounts();

/**
 * The connections from this process to a registry, of all sessions together and since the start; undefined for one that
 * it serves itself.
 */
export function connectionsTo(registry: string): ConnectionCount | undefined {
  if (transportOf(registry, '').isOwn) return undefined;
  // One on this machine that is taken to speak plain http may turn out to speak TLS.
  const plain = connections.of(`http://${registry}`);
  const secure = connections.of(`https://${registry}`);
  return {
    opened: plain.opened + secure.opened,
    reused: plain.reused + secure.reused,
    open: plain.open + secure.open,
  };
}

/**
 * The way to a registry by its name: our own and layouts within this process, all others over the network. An upload
 * opens to its owner alone.
 *
 * @throws ProblemError `registry-not-configured` where a team is served and the operator does not name the registry
 */
export function transportOf(registry: string, owner: string): Transport {
  const { embedded, settings } = getServices();
  if (settings.shared !== undefined) refuseUnnamed(registry, settings);
  if (embedded?.hosts.includes(registry) === true) {
    return { fetch: inProcess(embedded.handle), plainHttp: true, isOwn: true };
  }
  if (layoutPlace(registry) !== undefined) {
    const fetch = inProcess(layoutHandle(registry, owner));
    return { fetch, plainHttp: true, origin: layoutOrigin(registry), isOwn: true };
  }
  const network = observedFetch(networkOf(registry, settings), labelOf(registry));
  return {
    fetch: mayHaveTls(registry, settings.registries) ? withLoopbackTls(network, registry) : network,
    plainHttp: isPlainHttp(registry, settings.registries),
    isOwn: false,
  };
}

// A team's server stands where its people do not: it opens what the operator names, and none of its own files.
function refuseUnnamed(registry: string, { registries, cosignRepository }: Settings): void {
  const named = [
    ...registries.flatMap(({ host, attachedIn }) => [`${host}/`, attachedIn]),
    // Operators name repositories for what is attached elsewhere, too.
    cosignRepository,
  ];
  const isNamed = named.some((name) => name?.startsWith(`${registry}/`) === true);
  if (isNamed || layoutPlace(registry)?.kind === 'upload') return;
  throw problemError(
    'registry-not-configured',
    `${registry.slice(0, 100)} is not a registry of this Orrery.`,
  );
}

/** The name of a registry in metrics: whoever may open any must not make any number of them. */
export function labelOf(registry: string): string {
  return getServices().settings.registries.some(({ host }) => host === registry) ? registry : 'other';
}

function networkOf(registry: string, { registries, certificates, proxies }: Settings): Fetch {
  const ca = registries.find(({ host }) => host === registry)?.ca;
  const trusted = [certificates, ca].filter((pem) => pem !== undefined);
  const key = [ca === undefined ? '' : registry, ...trusted].join(' ');
  const network =
    networks.get(key) ?? createEgressFetch({ limits, proxies, certificates: trusted, connections });
  networks.set(key, network);
  return network;
}

/** Hands requests to a registry of this process, without a socket. */
function inProcess(handle: (request: Request) => Promise<HttpAnswer>): Fetch {
  return async (url, { method, headers, body, signal }) => {
    const init: RequestInit & { duplex?: 'half' } = { method, signal: signal ?? null };
    if (headers !== undefined) init.headers = headers;
    if (body !== undefined) Object.assign(init, { body: ownChunks(body), duplex: 'half' });
    return await handle(new Request(url, init));
  };
}

// What is sent may be written over once more is asked for; a registry of this process reads ahead of what it stores.
function ownChunks(body: NonNullable<FetchRequest['body']>): NonNullable<FetchRequest['body']> {
  if (!(body instanceof ReadableStream)) return body;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({ transform: (chunk, out) => out.enqueue(chunk.slice()) }),
  );
}
