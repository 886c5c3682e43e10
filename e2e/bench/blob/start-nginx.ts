import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startProcess } from '#e2e/registries/start-process';

/** A proxy for comparison: it passes bytes on as they are, without looking at them. */
export type Nginx = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

/** nginx before a registry, with the buffers that it has by itself; undefined where `nginx` cannot be started. */
export async function startNginx(registry: string): Promise<Nginx | undefined> {
  const program = process.env.ORRERY_NGINX ?? 'nginx';
  if (spawnSync(program, ['-v']).status !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'orrery-nginx-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, port, registry));
  const running = await startProcess({
    program,
    args: ['-p', folder, '-c', file, '-e', 'stderr'],
    environment: { NODE_ENV: 'production' },
    readyUrl: `${url}/v2/`,
  });
  const stop = async () => {
    await running.stop();
    await rm(folder, { recursive: true });
  };
  return { url, pid: running.pid, stop };
}

// One process, so that its CPU time is all of it.
function configuration(folder: string, port: number, registry: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off;
  ${paths.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server { listen 127.0.0.1:${port}; location / { proxy_pass ${registry}; proxy_http_version 1.1; } }
}
`;
}
