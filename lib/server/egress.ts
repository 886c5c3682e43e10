import { Readable } from 'node:stream';
import { Agent, buildConnector, request as send } from 'undici';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import type { Reach } from '#lib/server/egress/address-policy';
import { classifyAddress, literalAddress } from '#lib/server/egress/address-policy';
import { addressRefused } from '#lib/server/egress/address-refused';
import type { Resolve } from '#lib/server/egress/guarded-lookup';
import { guardedLookup, resolveByDns } from '#lib/server/egress/guarded-lookup';
import { networkError } from '#lib/server/egress/network-error';
import type { ReachBook } from '#lib/server/egress/reach-book';
import { createReachBook } from '#lib/server/egress/reach-book';
import { toResponse } from '#lib/server/egress/to-response';

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
};

const keepAliveMs = 10_000;
const keepAliveMaxMs = 60_000;
const maxHeaderBytes = 32 * 1024;

/**
 * The only door to the network. Every address is judged at the moment it is dialled, literal or looked up: a name that
 * resolves to something else a second later gets no second chance. In local mode a person may name any registry, also
 * on this machine; but whatever a public registry leads to (token servers, redirects) must be public as well, and
 * metadata services of clouds are closed to everybody.
 */
export function createEgressFetch(options: EgressOptions): Fetch {
  const reached = createReachBook();
  const anywhere = createPools(options, (reach) => reach !== 'refused', reached);
  const publicOnly = createPools(options, (reach) => reach === 'public', reached);
  return async (url, request) => {
    const context = { url, registry: new URL(request.onBehalfOf).host, signal: request.signal };
    assertAddress(url, context.registry);
    const mayBePrivate = isNamedByPerson(url, request) || reached.of(request.onBehalfOf) === 'private';
    try {
      const answer = await send(url, {
        dispatcher: (mayBePrivate ? anywhere : publicOnly)[request.isTransfer ? 'transfers' : 'requests'],
        method: request.method,
        headers: { 'user-agent': 'orrery', ...request.headers },
        body: request.body instanceof ReadableStream ? Readable.from(request.body) : (request.body ?? null),
        ...(isUpload(request) && options.limits.uploadAnswerTimeoutMs !== undefined
          ? { headersTimeout: options.limits.uploadAnswerTimeoutMs }
          : {}),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      return toResponse(answer, request.method === 'HEAD', context);
    } catch (error) {
      throw networkError(error, context);
    }
  };
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

type Pools = { readonly requests: Agent; readonly transfers: Agent };

/** Two pools, so that a hundred downloads which stand still leave the connections of small requests alone. */
function createPools(
  options: EgressOptions,
  isReachable: (reach: Reach) => boolean,
  reached: ReachBook,
): Pools {
  const create = () => createAgent(options, isReachable, reached);
  return { requests: create(), transfers: create() };
}

function createAgent(
  { limits, resolve = resolveByDns }: EgressOptions,
  isReachable: (reach: Reach) => boolean,
  reached: ReachBook,
): Agent {
  const isAllowed = (hostname: string, address: string) => {
    const reach = classifyAddress(address);
    return isReachable(reach) && reached.allows(hostname, reach);
  };
  const dial = buildConnector({
    timeout: limits.connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(resolve, isAllowed),
  });
  const connect: buildConnector.connector = (target, callback) => {
    const { hostname } = target;
    // Literals never reach the lookup, so they are judged here.
    const literal = literalAddress(hostname);
    if (literal !== undefined && !isAllowed(hostname, literal)) {
      callback(addressRefused(hostname, literal), null);
      return;
    }
    dial(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const address = socket.remoteAddress ?? '';
      if (!isAllowed(hostname, address)) {
        socket.destroy();
        return callback(addressRefused(hostname, address), null);
      }
      reached.note(hostname, classifyAddress(address));
      return callback(null, socket);
    });
  };
  return new Agent({
    connect,
    // Without a bound of its own: the queues before it have one, and whoever waited here would be taken for a registry
    // that does not answer.
    connections: null,
    pipelining: 1,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyIdleTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMaxMs,
    maxHeaderSize: maxHeaderBytes,
  });
}
