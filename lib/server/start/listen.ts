import type { Server } from 'node:http';
import { createServer, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from '#lib/server/http/dispatcher';
import { dataHeaders } from '#lib/server/http/security-headers';
import { limits } from '#lib/server/platform/limits';
import { StartError } from '#lib/server/platform/start-error';

/** Reachable from this machine alone; clients take `localhost` for the one or the other. */
export const loopbacks: readonly string[] = ['127.0.0.1', '::1'];
const withoutIPv6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** The variables that name a port of ours. */
type PortSetting = 'PORT' | 'ORRERY_METRICS_PORT';

/**
 * Listens on these addresses; without the second loopback where the machine has no IPv6. `setting` names the variable of
 * the port.
 *
 * @throws StartError `port` when the port is taken or may not be opened, or an address is not this machine's
 */
export async function listenOn(
  addresses: readonly string[],
  port: number,
  dispatcher: Dispatcher,
  setting: PortSetting = 'PORT',
): Promise<readonly Server[]> {
  const servers: Server[] = [];
  for (const address of addresses) {
    const server = makeServer(dispatcher);
    const error = await tryToListen(server, port, address);
    if (error === undefined) servers.push(server);
    else if (addresses !== loopbacks || servers.length === 0 || !withoutIPv6.includes(error.code ?? '')) {
      for (const open of servers) open.close();
      throw explain(error, port, address, setting);
    }
  }
  return servers;
}

function makeServer({ listener, upgrade }: Dispatcher): Server {
  const server = createServer(
    {
      headersTimeout: limits.clientHeadersTimeoutMs,
      // Node's own limit for a whole request would end a long upload; the dispatcher limits idleness instead.
      requestTimeout: 0,
      keepAliveTimeout: limits.clientKeepAliveMs,
      connectionsCheckingInterval: 5_000,
      // The dispatcher refuses a request without Host itself, with the headers that every answer has.
      requireHostHeader: false,
      // Offers of other protocols are passed over: a request for which they are made is a request all the same.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  server.maxConnections = limits.clientConnectionsMax;
  server.on('clientError', answerMalformed);
  server.on('upgrade', upgrade);
  // Node would answer both itself, the one without our headers and the other before anybody has judged the request.
  server.on('checkExpectation', (incoming, outgoing) => void listener(incoming, outgoing));
  server.on('checkContinue', (incoming, outgoing) => void listener(incoming, outgoing));
  return server;
}

function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statusOf(error.code);
  const headers = { ...dataHeaders, 'content-length': '0', connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`);
  // A client that is still there by then holds the connection open on purpose.
  setTimeout(() => socket.destroy(), limits.malformedLingerMs).unref();
}

function statusOf(code: string | undefined): 400 | 408 | 431 {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

function tryToListen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host, ipv6Only: true }, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}

function explain(
  error: NodeJS.ErrnoException,
  port: number,
  address: string,
  setting: PortSetting,
): StartError {
  const other = setting === 'PORT' ? 'PORT=3001 npm start' : `${setting}=${port + 1}`;
  const messages: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken on ${address}. End the program that holds it, or choose another: ${other}`,
    EADDRNOTAVAIL: `${address} is no address of this machine. Name one that is in ORRERY_LISTEN, or 0.0.0.0 for all.`,
    EACCES: `Port ${port} may not be opened by this user. Choose another: ${other}`,
  };
  const message = messages[error.code ?? ''] ?? `Port ${port} cannot be opened on ${address}: ${error.code}.`;
  return new StartError('port', message, { cause: error });
}
