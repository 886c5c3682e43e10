import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { getCACertificates } from 'node:tls';
import type { Agent as AgentType } from 'undici';
import { Agent } from 'undici';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { limits as serverLimits } from '#lib/server/platform/limits';
import type { HttpProxy, ProxySettings } from '#lib/server/platform/network-settings';
import type { HostClassCache, Reach } from './address-policy.ts';
import { createHostClassCache } from './address-policy.ts';
import type { OnRead } from './buffer-ring.ts';
import { downloadInBulk } from './bulk-download.ts';
import type { ConnectionCounts } from './connection-counts.ts';
import { gatherAnswer } from './gather-answer.ts';
import { createGuardedConnector, openSocket } from './guarded-connector.ts';
import type { Resolve } from './guarded-lookup.ts';
import { createProxiedGuard, resolveByDns } from './guarded-lookup.ts';
import { bulkLimits } from './limits.ts';
import { networkError } from './network-error.ts';
import { proxyOf } from './proxy-of.ts';
import type { ProxySender } from './proxy-sender.ts';
import { createProxySender } from './proxy-sender.ts';
import type { RawAnswer } from './to-response.ts';
import { bulkToResponse, toResponse } from './to-response.ts';

/** How long to wait, and whom to ask for addresses; the resolver is a parameter so that tests can lie. */
export type EgressOptions = {
  readonly limits: {
    readonly connectTimeoutMs: number;
    readonly headersTimeoutMs: number;
    readonly bodyIdleTimeoutMs: number;
    /** From the last byte of an upload to its answer: registries hash, and move between stores, before they answer. */
    readonly uploadAnswerTimeoutMs?: number;
  };
  readonly resolve?: Resolve;
  readonly proxies?: ProxySettings | undefined;
  /** PEM texts of certificates that are trusted beside those of Node.js. */
  readonly certificates?: readonly string[];
  readonly connections?: ConnectionCounts;
};

/**
 * The only door to the network. Every address is judged at the moment it is dialled, literal or looked up: a name that
 * resolves to something else a second later gets no second chance. What a proxy is to dial is
 * judged before the request goes to the proxy. In local mode a person may name any registry, also on this machine; but whatever a public registry leads to (token servers, redirects) must be public as well, and
 * metadata services of clouds are closed to everybody.
 */
export function createEgressFetch(options: EgressOptions): Fetch {
  const hostClasses = createHostClassCache();
  const anywhere = createPools(options, (reach) => reach !== 'refused', hostClasses);
  const publicOnly = createPools(options, (reach) => reach === 'public', hostClasses);
  const proxied = createProxied(options, hostClasses);
  return async (url, request) => {
    const context = { url, registry: new URL(request.onBehalfOf).host, signal: request.signal };
    assertAddress(url, context.registry);
    const mayBePrivate = isNamedByPerson(url, request) || hostClasses.of(request.onBehalfOf) === 'private';
    const { body, gather, signal, method } = request;
    const isHead = method === 'HEAD';
    try {
      const sent = {
        method,
        headers: { 'user-agent': 'orrery', ...request.headers },
        body: body instanceof ReadableStream ? oneByOne(body) : (body ?? null),
        ...(isUpload(request) && options.limits.uploadAnswerTimeoutMs !== undefined
          ? { headersTimeout: options.limits.uploadAnswerTimeoutMs }
          : {}),
      };
      const obeying = signal === undefined ? sent : { ...sent, signal };
      const viaProxy = proxied(url, mayBePrivate, obeying);
      if (viaProxy !== undefined) return toResponse(await viaProxy, isHead, context);
      const pools = mayBePrivate ? anywhere : publicOnly;
      const dispatcher = request.isTransfer ? pools.transfers : pools.requests;
      const target = { origin: url.origin, path: url.pathname + url.search, ...kept(request) };
      options.connections?.noteRequest(target.origin);
      if (gather !== undefined && !(body instanceof ReadableStream))
        return await gatherAnswer(dispatcher, { ...sent, ...target }, gather, context);
      const ask = () => dispatcher.request({ ...obeying, ...target });
      const answer = await ask();
      if (!isBulk(request, answer)) return toResponse(answer, isHead, context);
      answer.body.on('error', () => undefined).destroy();
      options.connections?.noteRequest(target.origin);
      const waits = { ...options.limits, connect: pools.connectInto };
      const bulk = await downloadInBulk({ url, headers: sent.headers, signal }, waits);
      return bulk === undefined ? toResponse(await ask(), isHead, context) : bulkToResponse(bulk, context);
    } catch (error) {
      throw networkError(error, context);
    }
  };
}

/** A stream that asks for a chunk when the one before is sent, and never ahead: it may be written over then. */
function oneByOne(body: ReadableStream<Uint8Array>): Readable {
  const reader = body.getReader();
  return new Readable({
    highWaterMark: 0,
    read() {
      reader.read().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) =>
          this.destroy(error instanceof Error ? error : new Error('Broken.', { cause: error })),
      );
    },
    destroy(error, callback) {
      void reader.cancel(error).catch(() => undefined);
      callback(error);
    },
  });
}

// The client closes a connection after each HEAD unless it is told not to, for the sake of servers that send a body all
// the same. Whatever comes unasked on a connection closes it, before and after the next request is due. A proxy is left
// out: its connections serve several registries.
function kept({ method }: FetchRequest): { readonly reset?: false } {
  return method === 'HEAD' ? { reset: false } : {};
}

/** Whether it is worth its own connection to read this body into buffers that are used again, as the reader allows. */
function isBulk({ method, allowsReuse }: FetchRequest, { statusCode, headers }: RawAnswer): boolean {
  const isBody = method === 'GET' && (statusCode === 200 || statusCode === 206);
  return isBody && allowsReuse === true && Number(headers['content-length']) >= bulkLimits.minBytes;
}

function isUpload({ method }: FetchRequest): boolean {
  return method === 'PUT' || method === 'PATCH';
}

function isNamedByPerson(url: URL, request: FetchRequest): boolean {
  return request.purpose === 'registry' || url.origin === new URL(request.onBehalfOf).origin;
}

function assertAddress(url: URL, registry: string): void {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (isWeb && url.username === '' && url.password === '') return;
  const message = isWeb
    ? `An address with a user name in it is not opened: ${url.host}.`
    : `Only web addresses are opened, not ${url.protocol}`;
  throw new RegistryError('egress-refused', registry, message);
}

type Sent = Parameters<ProxySender>[1];
type Pools = {
  readonly requests: Agent;
  readonly transfers: Agent;
  /** A connection that reads into buffers of ours. */
  readonly connectInto: (url: URL, onread: OnRead) => Promise<Socket>;
};

/** Two pools, so that a hundred downloads which stand still leave the connections of small requests alone. */
function createPools(
  options: EgressOptions,
  isReachable: (reach: Reach) => boolean,
  hostClasses: HostClassCache,
): Pools {
  const { limits, resolve = resolveByDns, connections } = options;
  const ca = trusted(options);
  const setUp = { isReachable, hostClasses, resolve, ca, connections, timeoutMs: limits.connectTimeoutMs };
  const connect = createGuardedConnector(setUp);
  const create = () => new Agent({ ...agentOptions(limits), connect });
  const connectInto = (url: URL, onread: OnRead) => openSocket(createGuardedConnector(setUp, onread), url);
  return { requests: create(), transfers: create(), connectInto };
}

/** Sends through the proxy that is set for an address; undefined where there is none. */
function createProxied(options: EgressOptions, hostClasses: HostClassCache) {
  const { proxies, limits, resolve = resolveByDns } = options;
  const guard = createProxiedGuard(resolve, hostClasses, serverLimits.proxyLookUpWaitMs);
  const setUp = {
    agent: agentOptions(limits),
    connectTimeoutMs: limits.connectTimeoutMs,
    tunnelTimeoutMs: limits.headersTimeoutMs,
    ca: trusted(options),
  };
  const senders = new Map<HttpProxy, ProxySender>();
  const sendThrough = async (proxy: HttpProxy, url: URL, mayBePrivate: boolean, sent: Sent) => {
    await guard(url.hostname, mayBePrivate);
    const sender = senders.get(proxy) ?? createProxySender(proxy, setUp);
    senders.set(proxy, sender);
    return await sender(url, sent);
  };
  return (url: URL, mayBePrivate: boolean, sent: Sent) => {
    const proxy = proxies === undefined ? undefined : proxyOf(proxies, url);
    return proxy === undefined ? undefined : sendThrough(proxy, url, mayBePrivate, sent);
  };
}

// A list of one's own takes the place of the default one, so that it has to hold that as well.
function trusted({ certificates = [] }: EgressOptions): string[] | undefined {
  return certificates.length === 0 ? undefined : [...getCACertificates('default'), ...certificates];
}

function agentOptions(limits: EgressOptions['limits']): AgentType.Options {
  return {
    // Without a bound of its own: the queues before it have one, and whoever waited here would be taken for a registry
    // that does not answer.
    connections: null,
    pipelining: 1,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyIdleTimeoutMs,
    keepAliveTimeout: serverLimits.poolKeepAliveMs,
    keepAliveMaxTimeout: serverLimits.poolKeepAliveMaxMs,
    maxHeaderSize: serverLimits.responseHeadersMaxBytes,
  };
}
