import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Ends a connection whose client has stopped in the middle of its body. A slow upload may take all day as long as bytes
 * keep coming, and the time that we ourselves take to store what came does not count.
 */
export function limitIdleBody(incoming: IncomingMessage, outgoing: ServerResponse, idleMs: number): void {
  const { socket } = incoming;
  outgoing.on('timeout', () => {
    if (!incoming.complete && incoming.readableLength === 0) socket.destroy();
    else socket.setTimeout(idleMs);
  });
  socket.setTimeout(idleMs);
}
