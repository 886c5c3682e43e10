import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Registry } from '#e2e/registries/registry';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { testToken } from '#e2e/registries/test-access';
import { homeEnvironment } from '#e2e/tools/run';

export type OrreryStart = {
  readonly port?: number;
  readonly demo?: boolean;
  /** `open` lets in everybody: for measurements, which are not about who may ask. */
  readonly access?: 'token' | 'open';
  /** False lets it make a token itself. */
  readonly hasTestToken?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
};

const startFile = resolve(import.meta.dirname, '../../lib/server/start.mjs');

/**
 * Our own product as `npm start` starts it, with an empty data folder but for the token of all tests; a missing build is
 * made first.
 */
export async function startOrrery(start: OrreryStart = {}): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-data-'));
  const port = start.port ?? (await findFreePort());
  const host = `127.0.0.1:${port}`;
  const dataDir = start.settings?.ORRERY_DATA_DIR ?? join(folder, 'data');
  if (start.hasTestToken !== false) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(join(dataDir, 'token'), testToken, { mode: 0o600 });
  }
  const running = await startProcess({
    program: process.execPath,
    // As `npm start` does (package.json).
    args: ['--max-semi-space-size=4', '--heap-growing-percent=40', '--expose-gc', startFile],
    environment: {
      ...process.env,
      ...withoutSettings(),
      ...homeEnvironment(join(folder, 'home')),
      PORT: String(port),
      ORRERY_DATA_DIR: dataDir,
      ORRERY_ACCESS: start.access ?? 'token',
      ORRERY_DEMO: start.demo === true ? 'on' : 'off',
      // Several run at once on one machine, also those of a team.
      ORRERY_METRICS_PORT: 'off',
      ...start.settings,
    },
    readyUrl: `http://${host}/readyz`,
    timeoutMs: 300_000,
  });
  const stop = async () => {
    // One of a team answers for some seconds more, until its proxy has noticed; here nobody waits for that.
    await (start.settings?.ORRERY_PUBLIC_URL === undefined ? running.stop() : running.kill());
    await rm(folder, { recursive: true, force: true });
  };
  return { ...running, host, url: `http://${host}`, stop };
}

// The product refuses settings that it does not know, and ORRERY_TOOLS is one of ours.
function withoutSettings(): Readonly<Record<string, undefined>> {
  const names = Object.keys(process.env).filter((name) => name.startsWith('ORRERY_'));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
