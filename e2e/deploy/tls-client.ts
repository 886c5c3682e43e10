import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { RequestOptions } from 'node:https';
import { request } from 'node:https';
import { connect } from 'node:tls';

export type TlsClient = {
  /** Begins a request, whose body may follow; the answer comes as it is. */
  readonly send: (path: string, options?: RequestOptions) => ReturnType<typeof request>;
  /** The status and the whole text of a request without a body. */
  readonly ask: (path: string, options?: RequestOptions) => Promise<{ status: number; text: string }>;
  /** Sends these lines as they are, and gives the first line of the answer. */
  readonly sayLines: (lines: readonly string[]) => Promise<string>;
};

/** A client of `https://localhost:port` for what no browser sends. */
export function createTlsClient(
  port: number,
  ca: string,
  headers: Readonly<Record<string, string>>,
): TlsClient {
  const send: TlsClient['send'] = (path, options = {}) =>
    request({
      ...{ host: '127.0.0.1', servername: 'localhost', port, ca, path, agent: false },
      ...options,
      headers: { host: `localhost:${port}`, ...headers, ...options.headers },
    });
  return {
    send,
    ask: async (path, options) => {
      const response = await answerTo(send(path, options).end());
      const texts: string[] = [];
      for await (const chunk of response) texts.push(String(chunk));
      return { status: response.statusCode ?? 0, text: texts.join('') };
    },
    sayLines: async (lines) => {
      const socket = connect({
        host: '127.0.0.1',
        servername: 'localhost',
        port,
        ca,
        ALPNProtocols: ['http/1.1'],
      });
      await once(socket, 'secureConnect');
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      const [data]: Buffer[] = await once(socket, 'data');
      socket.destroy();
      return String(data).split('\r\n', 1)[0] ?? '';
    },
  };
}

/** What comes back; the request is not complete by then perhaps. */
export async function answerTo(outgoing: ReturnType<typeof request>): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(outgoing, 'response');
  if (response === undefined) throw new Error('No answer.');
  return response;
}
