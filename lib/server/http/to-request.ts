import type { IncomingMessage, ServerResponse } from 'node:http';
import { toBodyStream } from '#lib/server/http/body-stream';

type StreamedInit = RequestInit & { duplex: 'half' };

/**
 * The Request that a message of node:http stands for; its signal fires when the client goes before the answer is out.
 * Undefined when target, method or Host cannot make one.
 */
export function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request | undefined {
  const { method = 'GET', url = '' } = incoming;
  const base = `http://${incoming.headers.host ?? ''}`;
  if (!url.startsWith('/') || !URL.canParse(base + url)) return undefined;
  const init: StreamedInit = {
    method,
    headers: toHeaders(incoming.rawHeaders),
    body: hasBody(incoming) ? toBodyStream(incoming, outgoing) : null,
    duplex: 'half',
    signal: goneSignal(outgoing),
  };
  try {
    return new Request(base + url, init);
  } catch {
    // CONNECT, TRACE and TRACK are methods that no Request may have.
    return undefined;
  }
}

function goneSignal(outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort(new Error('The client has gone.'));
  });
  // Writing after the client went is no news: the signal has told already.
  outgoing.on('error', () => {});
  return gone.signal;
}

function toHeaders(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] ?? '', raw[i + 1] ?? '');
  return headers;
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
