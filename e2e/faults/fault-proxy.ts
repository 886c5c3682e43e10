import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as sendRequest } from 'node:http';
import { listen } from '#e2e/fakes/listen';

/** What becomes of a write that is refused: a status, a connection that breaks, or no answer at all. */
export type WriteFault = 429 | 500 | 'cut' | 'silence';

/** A registry behind a proxy on the loopback that fails writes on demand. */
export type FaultProxy = {
  readonly host: string;
  /** The n-th write from now on and those after it fail so, all or so many; resolves when the first has. */
  readonly failFrom: (
    nth: number,
    fault: WriteFault,
    more?: { readonly times?: number; readonly onFault?: () => void },
  ) => Promise<void>;
  readonly heal: () => void;
  readonly stop: () => Promise<void>;
};

/** Puts a proxy before the registry at `host`. */
export async function startFaultProxy(host: string): Promise<FaultProxy> {
  let writesBefore = Number.POSITIVE_INFINITY;
  let fault: WriteFault = 500;
  let times = Number.POSITIVE_INFINITY;
  let onFirst: (() => void) | undefined;
  const { host: proxyHost, stop } = await listen((request, response) => {
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (isWrite) writesBefore -= 1;
    if (!isWrite || writesBefore > 0 || writesBefore <= -times) return pass(host, request, response);
    onFirst?.();
    applyFault(fault, request, response);
  });
  return {
    host: proxyHost,
    failFrom: (nth, kind, { times: most = Number.POSITIVE_INFINITY, onFault } = {}) =>
      new Promise((resolve) => {
        [writesBefore, fault, times] = [nth, kind, most];
        onFirst = () => {
          onFirst = undefined;
          onFault?.();
          resolve();
        };
      }),
    heal: () => {
      writesBefore = Number.POSITIVE_INFINITY;
    },
    stop,
  };
}

// The Host stays that of the proxy, so that a registry names the proxy in the Locations of its uploads.
function pass(host: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request;
  const [hostname, port] = host.split(':');
  const forwarded = sendRequest({ hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}

function applyFault(fault: WriteFault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'cut') return void request.destroy();
  request.resume();
  if (fault === 'silence') return;
  response.writeHead(fault, fault === 429 ? { 'retry-after': '1' } : {}).end();
}
