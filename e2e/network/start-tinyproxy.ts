import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '#e2e/fakes/listen';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { findTool } from '#e2e/tools/find-tool';

/** A company's proxy, and what it was asked to reach. */
export type CompanyProxy = AsyncDisposable & {
  /** `127.0.0.1:port` */
  readonly host: string;
  readonly reached: readonly string[];
};

/**
 * Starts tinyproxy with one user. Whatever it is asked for it reaches at `target`, a host of the loopback: names need not
 * exist.
 */
export async function startTinyproxy(
  user: { readonly username: string; readonly password: string },
  target: string,
): Promise<CompanyProxy> {
  const tool = await findTool('tinyproxy');
  if (tool.status === 'missing') throw new Error(tool.reason);
  const beyond = await startNetwork(target);
  const folder = await mkdtemp(join(tmpdir(), 'orrery-tinyproxy-'));
  const port = await findFreePort();
  const config = join(folder, 'tinyproxy.conf');
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 60',
    'MaxClients 100',
    `BasicAuth ${user.username} ${user.password}`,
    `Upstream http ${beyond.host}`,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const running = await startProcess({
    program: tool.path,
    args: ['-d', '-c', config],
    environment: process.env,
    readyUrl: `http://127.0.0.1:${port}/`,
  });
  return {
    host: `127.0.0.1:${port}`,
    reached: beyond.reached,
    [Symbol.asyncDispose]: async () => {
      await running.stop();
      await beyond.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The network behind the proxy: it has one host, under every name. */
async function startNetwork(target: string) {
  const reached: string[] = [];
  const { hostname, port } = new URL(`http://${target}`);
  const { server, host, stop } = await listen((_, response) => void response.writeHead(405).end());
  server.on('connect', (request, socket) => {
    reached.push(request.url ?? '');
    const there = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    there.on('error', () => socket.destroy());
    socket.on('error', () => there.destroy());
  });
  return { host, reached, stop };
}
