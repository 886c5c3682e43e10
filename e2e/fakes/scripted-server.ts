import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';

/** Answers one request. */
export type ServerScript = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine, which ends with its block. */
export type ScriptedServer = {
  readonly origin: string;
  readonly connections: () => number;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** A web server that answers as it is told. */
export function startScriptedServer(script: ServerScript): Promise<ScriptedServer> {
  return listen(createServer(script));
}

/** A server on bare TCP that says what it is told to each piece of a request. */
export function startRawServer(reply: (socket: Socket, request: string) => void): Promise<ScriptedServer> {
  return listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => reply(socket, bytes.toString('latin1')));
    }),
  );
}

async function listen(server: ReturnType<typeof createTcpServer>): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
