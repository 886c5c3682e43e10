import { lookup as lookupByDns } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { Agent, buildConnector, request as send } from 'undici';
import type { Fetch, FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import type { Reach } from '#lib/server/egress/address-policy';
import { classifyAddress, literalAddress } from '#lib/server/egress/address-policy';
import { networkError } from '#lib/server/egress/network-error';
import { toResponse } from '#lib/server/egress/to-response';

/** One answer of the name service. */
type ResolvedAddress = { readonly address: string; readonly family: number };

/** How long to wait, and whom to ask for addresses; the resolver is a parameter so that tests can lie. */
export type EgressOptions = {
  readonly limits: {
    readonly connectTimeoutMs: number;
    readonly headersTimeoutMs: number;
    readonly bodyIdleTimeoutMs: number;
  };
  readonly resolve?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
};

const keepAliveMs = 10_000;
const keepAliveMaxMs = 60_000;
const connectionsPerOrigin = 32;
const maxHeaderBytes = 32 * 1024;

/**
 * The only door to the network. Every address is judged at the moment it is dialled, literal or looked up: a name that
 * resolves to something else a second later gets no second chance. In local mode a person may name any registry, also
 * on this machine; but whatever a public registry leads to (token servers, redirects) must be public as well, and
 * metadata services of clouds are closed to everybody.
 */
export function createEgressFetch(options: EgressOptions): Fetch {
  const reached = createReachBook();
  const anywhere = createAgent(options, (reach) => reach !== 'refused', reached.note);
  const publicOnly = createAgent(options, (reach) => reach === 'public', reached.note);
  return async (url, request) => {
    const context = { url, registry: new URL(request.onBehalfOf).host, signal: request.signal };
    assertAddress(url, context.registry);
    const mayBePrivate = isNamedByPerson(url, request) || reached.of(request.onBehalfOf) === 'private';
    try {
      const answer = await send(url, {
        dispatcher: mayBePrivate ? anywhere : publicOnly,
        method: request.method,
        headers: { 'user-agent': 'orrery', ...request.headers },
        body: request.body instanceof ReadableStream ? Readable.from(request.body) : (request.body ?? null),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      return toResponse(answer, request.method === 'HEAD', context);
    } catch (error) {
      throw networkError(error, context);
    }
  };
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

/**
 * Remembers what was really dialled for each origin. Once public is public for good: a registry cannot become private
 * by changing its name's address, and so reach what stands beside us.
 */
function createReachBook() {
  const book = new Map<string, Reach>();
  return {
    note: (origin: string, reach: Reach) => {
      if (book.get(origin) !== 'public') book.set(origin, reach);
    },
    of: (origin: string): Reach => {
      const url = new URL(origin);
      const literal = literalAddress(url.hostname);
      return literal === undefined ? (book.get(url.origin) ?? 'public') : classifyAddress(literal);
    },
  };
}

function createAgent(
  { limits, resolve = resolveByDns }: EgressOptions,
  isAllowed: (reach: Reach) => boolean,
  note: (origin: string, reach: Reach) => void,
): Agent {
  const dial = buildConnector({
    timeout: limits.connectTimeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(resolve, isAllowed),
  });
  const connect: buildConnector.connector = (target, callback) => {
    // Literals never reach the lookup, so they are judged here.
    const literal = literalAddress(target.hostname);
    if (literal !== undefined && !isAllowed(classifyAddress(literal))) {
      callback(addressRefused(target.hostname, literal), null);
      return;
    }
    dial(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const address = socket.remoteAddress ?? '';
      const reach = classifyAddress(address);
      if (!isAllowed(reach)) {
        socket.destroy();
        return callback(addressRefused(target.hostname, address), null);
      }
      note(`${target.protocol}//${target.host ?? target.hostname}`, reach);
      return callback(null, socket);
    });
  };
  return new Agent({
    connect,
    connections: connectionsPerOrigin,
    pipelining: 1,
    headersTimeout: limits.headersTimeoutMs,
    bodyTimeout: limits.bodyIdleTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMaxMs,
    maxHeaderSize: maxHeaderBytes,
  });
}

// One bad answer among several refuses the name: whoever sends them chooses which of them is dialled.
function guardedLookup(
  resolve: NonNullable<EgressOptions['resolve']>,
  isAllowed: (reach: Reach) => boolean,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const bad = addresses.find(({ address }) => !isAllowed(classifyAddress(address)));
        const [first] = addresses;
        if (bad !== undefined) callback(addressRefused(hostname, bad.address), []);
        else if (first === undefined) callback(hostUnknown(hostname), []);
        else if (all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };
}

function resolveByDns(hostname: string): Promise<readonly ResolvedAddress[]> {
  return lookupByDns(hostname, { all: true });
}

function addressRefused(hostname: string, address: string): RegistryError {
  const what =
    literalAddress(hostname) === undefined ? `${hostname} leads to ${address}, which is` : `${hostname} is`;
  const why =
    classifyAddress(address) === 'private'
      ? 'a private address that a public registry may not lead to.'
      : 'an address that is never opened.';
  return new RegistryError('egress-refused', hostname, `${what} ${why}`);
}

function hostUnknown(hostname: string): RegistryError {
  return new RegistryError('host-unknown', hostname, `There is no host called ${hostname}.`);
}
