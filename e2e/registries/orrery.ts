import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Registry } from '#e2e/registries/registry';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { homeEnvironment } from '#e2e/tools/run';

export type OrreryStart = {
  readonly port?: number;
  readonly demo?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
};

const startFile = resolve(import.meta.dirname, '../../lib/server/start.mjs');

/** Our own product as `npm start` starts it, with an empty data folder; a missing build is made first. */
export async function startOrrery(start: OrreryStart = {}): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-data-'));
  const port = start.port ?? (await findFreePort());
  const host = `127.0.0.1:${port}`;
  const running = await startProcess({
    program: process.execPath,
    // As `npm start` does (package.json).
    args: ['--max-semi-space-size=4', startFile],
    environment: {
      ...process.env,
      ...withoutSettings(),
      ...homeEnvironment(join(folder, 'home')),
      PORT: String(port),
      ORRERY_DATA_DIR: join(folder, 'data'),
      ORRERY_DEMO: start.demo === true ? 'on' : 'off',
      ...start.settings,
    },
    // The registry answers before the pages do.
    readyUrl: `http://${host}/api/registries`,
    timeoutMs: 300_000,
  });
  const stop = async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...running, host, url: `http://${host}`, stop };
}

// The product refuses settings that it does not know, and ORRERY_TOOLS is one of ours.
function withoutSettings(): Readonly<Record<string, undefined>> {
  const names = Object.keys(process.env).filter((name) => name.startsWith('ORRERY_'));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
