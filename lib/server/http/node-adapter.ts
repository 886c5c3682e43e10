import type { IncomingMessage, ServerResponse } from 'node:http';
import { pumpResponse } from '#lib/server/http/pump-response';
import { toRequest } from '#lib/server/http/to-request';

export type Handle = (request: Request) => Promise<Response>;

/** Makes a function from Request to Response a listener of node:http; both bodies are streams all the way. */
export function toListener(
  handle: Handle,
  onError: (error: unknown) => void = () => {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const request = toRequest(incoming, outgoing);
    if (request === undefined) return answerEmpty(outgoing, 400);
    try {
      await pumpResponse(await handle(request), outgoing, request.signal);
    } catch (error) {
      if (!request.signal.aborted) onError(error);
      // A response that broke after its head must look broken: a clean end would pass for the whole body.
      if (outgoing.headersSent) outgoing.destroy();
      else answerEmpty(outgoing, 500);
    }
  };
}

function answerEmpty(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
}
