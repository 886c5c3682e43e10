import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as ask } from 'node:http';
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
  let left = Number.POSITIVE_INFINITY;
  let fault: WriteFault = 500;
  let times = Number.POSITIVE_INFINITY;
  let met: (() => void) | undefined;
  const { host: proxyHost, stop } = await listen((request, response) => {
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (isWrite) left -= 1;
    if (!isWrite || left > 0 || left <= -times) return pass(host, request, response);
    met?.();
    suffer(fault, request, response);
  });
  return {
    host: proxyHost,
    failFrom: (nth, kind, { times: most = Number.POSITIVE_INFINITY, onFault } = {}) =>
      new Promise((resolve) => {
        [left, fault, times] = [nth, kind, most];
        met = () => {
          met = undefined;
          onFault?.();
          resolve();
        };
      }),
    heal: () => {
      left = Number.POSITIVE_INFINITY;
    },
    stop,
  };
}

// The Host stays that of the proxy, so that a registry names the proxy in the Locations of its uploads.
function pass(host: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request;
  const [hostname, port] = host.split(':');
  const asked = ask({ hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', () => response.destroy());
  response.on('close', () => asked.destroy());
  request.pipe(asked);
}

function suffer(fault: WriteFault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'cut') return void request.destroy();
  request.resume();
  if (fault === 'silence') return;
  response.writeHead(fault, fault === 429 ? { 'retry-after': '1' } : {}).end();
}
