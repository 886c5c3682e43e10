import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Certificates } from '#e2e/network/make-certificates';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { findTool } from '#e2e/tools/find-tool';

export const proxyNames = ['nginx', 'haproxy'] as const;
export type ProxyName = (typeof proxyNames)[number];

export type ProxyStart = {
  /** Where it speaks TLS. */
  readonly port: number;
  readonly certificates: Certificates;
  /** The ports of the two replicas. */
  readonly replicas: readonly [number, number];
};

export type RunningProxy = AsyncDisposable & {
  readonly pid: number;
  /** Where it speaks without TLS, to lead people to the port that does. */
  readonly plainPort: number;
};

/** Starts a proxy with its file of deploy/proxy, in which nothing but names, ports and paths is another. */
export async function startProxy(name: ProxyName, start: ProxyStart): Promise<RunningProxy> {
  const tool = await findTool(name);
  if (tool.status === 'missing') throw new Error(tool.reason);
  const folder = await mkdtemp(join(tmpdir(), `orrery-${name}-`));
  const plainPort = await findFreePort();
  const { certFile, keyFile, cert, key } = start.certificates;
  const both = join(folder, 'both.pem');
  await writeFile(both, `${cert}${key}`, { mode: 0o600 });
  const places = { ...start, plainPort, folder, certFile, keyFile, both };
  const { args, text } = { nginx: forNginx, haproxy: forHaproxy }[name](places);
  const file = name === 'nginx' ? 'nginx.conf' : 'haproxy.cfg';
  const own = await readFile(resolve(import.meta.dirname, '../../deploy/proxy', file), 'utf8');
  await writeFile(join(folder, file), text(own));
  const running = await startProcess({
    program: tool.path,
    args: args(join(folder, file)),
    environment: process.env,
    readyUrl: `http://127.0.0.1:${plainPort}/`,
  });
  return {
    ...{ pid: running.pid, plainPort },
    [Symbol.asyncDispose]: async () => {
      await running.stop();
      await rm(folder, { recursive: true });
    },
  };
}

type Places = ProxyStart & {
  readonly plainPort: number;
  readonly folder: string;
  readonly certFile: string;
  readonly keyFile: string;
  readonly both: string;
};
type Start = {
  readonly args: (path: string) => readonly string[];
  readonly text: (own: string) => string;
};

// One process, so that its memory is all of it.
function forNginx({ port, plainPort, replicas, folder, certFile, keyFile }: Places): Start {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const prelude = `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events {}
http { access_log off; ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
`;
  const places = [
    ['  listen [::]:80;\n', ''],
    ['  listen [::]:443 ssl http2;\n', ''],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ', `listen 127.0.0.1:${port} `],
    ['server_name orrery.example;', 'server_name localhost;'],
    ['/etc/nginx/orrery.pem', certFile],
    ['/etc/nginx/orrery.key', keyFile],
    ['10.203.0.11:3000', `127.0.0.1:${replicas[0]}`],
    ['10.203.0.12:3000', `127.0.0.1:${replicas[1]}`],
  ] as const;
  return {
    args: (path) => ['-p', folder, '-c', path, '-e', 'stderr'],
    text: (own) => `${prelude}${replaceAll(own, places)}}\n`,
  };
}

function forHaproxy({ port, plainPort, replicas, both }: Places): Start {
  const places = [
    ['bind :80', `bind 127.0.0.1:${plainPort}`],
    ['bind :443 ', `bind 127.0.0.1:${port} `],
    ['/etc/haproxy/orrery.pem', both],
    ['10.203.0.11:3000', `127.0.0.1:${replicas[0]}`],
    ['10.203.0.12:3000', `127.0.0.1:${replicas[1]}`],
  ] as const;
  return { args: (path) => ['-db', '-f', path], text: (own) => replaceAll(own, places) };
}

function replaceAll(text: string, places: readonly (readonly [string, string])[]): string {
  return places.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`The file of the proxy has no ${from}`);
    return before.replaceAll(from, to);
  }, text);
}
