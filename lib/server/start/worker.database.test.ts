import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { findFreePort } from '#e2e/registries/start-process';
import { openTables } from '#lib/server/postgres/open-tables';

test.skipIf(testDatabaseUrl === undefined)(
  'a process that only scans starts without a build, tells its probes and metrics, and ends',
  async () => {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'orrery-worker-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const server = openTables(testDatabaseUrl ?? '');
    stack.defer(() => server.destroy());
    // The queue has a schema of a fixed name: it wants a database of its own.
    const name = `worker_${crypto.randomUUID().replaceAll('-', '')}`;
    await sql.raw(`CREATE DATABASE ${name}`).execute(server);
    stack.defer(async () => void (await sql.raw(`DROP DATABASE ${name} WITH (FORCE)`).execute(server)));
    const url = Object.assign(new URL(testDatabaseUrl ?? ''), { pathname: `/${name}` });
    const [port, metricsPort] = [await findFreePort(), await findFreePort()];
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      HOME: folder,
      PORT: String(port),
      ORRERY_METRICS_PORT: String(metricsPort),
      ORRERY_DATA_DIR: folder,
      ORRERY_DATABASE_URL: url.href,
      ORRERY_INVENTORY: 'on',
      ORRERY_ROLE: 'worker',
      ORRERY_DEMO: 'off',
    };
    const script = join(import.meta.dirname, '../start.mjs');
    const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    stack.defer(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    expect(line).toBe(`Orrery scans registries, and answers /readyz on port ${port}.`);
    const ask = (path: string, at = port) => fetch(`http://127.0.0.1:${at}${path}`);
    expect((await ask('/readyz')).status).toBe(200);
    for (const path of ['/', '/api/session', '/v2/']) expect((await ask(path)).status).toBe(404);
    expect(await (await ask('/metrics', metricsPort)).text()).toContain('orrery_scan_jobs{queue="sweep"');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
);
