import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { findFreePort } from '#e2e/registries/start-process';
import { installWithApt } from '#e2e/tools/install';

export type RunningPostgres = {
  readonly url: string;
  /** As an operator stops it; its data stays. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a PostgreSQL of its own on the loopback, in a folder that goes with it. It refuses to run as root, so that root
 * starts it as nobody.
 *
 * @throws Error when its programs are not there and cannot be installed
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const programs = await findPrograms();
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const folder = await mkdtemp(join(tmpdir(), 'orrery-postgres-'));
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const init = [
    '--pgdata',
    data,
    '--username=orrery',
    '--auth=trust',
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ];
  execFileSync(join(programs, 'initdb'), init, { ...user, cwd: folder, stdio: 'pipe' });
  const port = await findFreePort();
  const settings = [
    'fsync=off',
    'unix_socket_directories=',
    'listen_addresses=127.0.0.1',
    'max_connections=200',
  ];
  const args = ['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])];
  const url = `postgres://orrery@127.0.0.1:${port}/postgres`;
  const run = () => spawn(join(programs, 'postgres'), args, { ...user, cwd: folder, stdio: 'ignore' });
  let server: ReturnType<typeof run> | undefined;
  const killWithUs = () => server?.kill('SIGQUIT');
  process.once('exit', killWithUs);

  const resume = async () => {
    server = run();
    while (!(await answers(url))) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}.`);
      await wait(20);
    }
  };
  const pause = async () => {
    if (server === undefined) return;
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
    server = undefined;
  };
  await resume();
  return {
    url,
    pause,
    resume,
    stop: async () => {
      process.off('exit', killWithUs);
      await pause();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of the server programs; those of Debian are not on the path. */
async function findPrograms(): Promise<string> {
  const found = await installedPrograms();
  if (found !== undefined) return found;
  if (process.platform !== 'linux') throw new Error('no PostgreSQL on the path');
  await installWithApt('postgresql-15');
  const installed = await installedPrograms();
  if (installed === undefined) throw new Error('no PostgreSQL in /usr/lib/postgresql');
  return installed;
}

async function installedPrograms(): Promise<string | undefined> {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? await readdir(debian) : [];
  const folders = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debian, version, 'bin'));
  const all = [...folders, ...(process.env.PATH ?? '').split(':')];
  return all.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

async function answers(url: string): Promise<boolean> {
  const client = new Client(url);
  client.on('error', () => {});
  const isConnected = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => {});
  return isConnected;
}
