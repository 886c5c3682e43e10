import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { HostClassCache, Reach } from './address-policy.ts';
import { addressRefused, classifyAddress, literalAddress } from './address-policy.ts';
import type { OnRead } from './buffer-ring.ts';
import type { ConnectionCounts } from './connection-counts.ts';
import type { Resolve } from './guarded-lookup.ts';
import { guardedLookup } from './guarded-lookup.ts';

/** Whom to ask for addresses, which of them may be dialled, and whom to trust. */
type Options = {
  readonly isReachable: (reach: Reach) => boolean;
  readonly hostClasses: HostClassCache;
  readonly resolve: Resolve;
  readonly ca: string[] | undefined;
  readonly connections: ConnectionCounts | undefined;
  readonly timeoutMs: number;
};

/**
 * Opens connections to addresses that are judged at the moment they are dialled, and once more when they are there.
 * With `onread` what comes goes into its buffers, and the connections are for one reader.
 */
export function createGuardedConnector(
  { isReachable, hostClasses, resolve, ca, connections, timeoutMs }: Options,
  onread?: OnRead,
): buildConnector.connector {
  const isAllowed = (hostname: string, address: string) => {
    const reach = classifyAddress(address);
    return isReachable(reach) && hostClasses.allows(hostname, reach);
  };
  const dial = buildConnector({
    timeout: timeoutMs,
    allowH2: false,
    autoSelectFamily: true,
    lookup: guardedLookup(resolve, isAllowed),
    ...(ca === undefined ? {} : { ca }),
    ...(onread === undefined ? {} : { onread }),
  });
  return (target, callback) => {
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
      hostClasses.note(hostname, classifyAddress(address));
      const closed = connections?.noteOpened(`${target.protocol}//${target.host}`);
      if (closed !== undefined) socket.once('close', closed);
      return callback(null, socket);
    });
  };
}

/** One connection to the origin of an address; rejects with what the connector refuses or meets. */
export function openSocket(connect: buildConnector.connector, url: URL): Promise<Socket> {
  const { hostname, host, protocol, port } = url;
  return new Promise((resolve, reject) => {
    connect({ hostname, host, protocol, port }, (...[error, socket]) => {
      if (error === null) resolve(socket);
      else reject(error);
    });
  });
}
