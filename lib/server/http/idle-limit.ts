import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Ends a connection whose client has stopped in the middle of its body, or takes nothing of what it was sent: it would
 * hold a connection to a registry for as long as it likes. A slow client may take all day as long as bytes keep moving,
 * and the time that we ourselves take, to store what came or to have something to send, does not count.
 */
export function limitIdleClient(incoming: IncomingMessage, outgoing: ServerResponse, idleMs: number): void {
  const { socket } = incoming;
  outgoing.on('timeout', () => {
    const isSilent = !incoming.complete && incoming.readableLength === 0;
    const takesNothing = outgoing.writableLength > 0;
    if (isSilent || takesNothing) socket.destroy();
    else socket.setTimeout(idleMs);
  });
  socket.setTimeout(idleMs);
}
