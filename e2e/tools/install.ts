import { chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Pin } from '#e2e/tools/pins';
import { run } from '#e2e/tools/run';
import { createMutex } from '#lib/async/mutex';

type GoPin = Extract<Pin, { kind: 'go' }>;

const minutes = 60_000;

/** Builds a pinned module into `target`; a rename puts it there whole or not at all. */
export async function installWithGo(pin: GoPin, target: string): Promise<void> {
  await run('go', ['version']).catch((cause: unknown) => {
    throw new Error(`not found, and there is no Go to build ${pin.module}@${pin.version} with.`, { cause });
  });
  await mkdir(dirname(target), { recursive: true });
  const bin = await mkdtemp(`${target}-building-`);
  try {
    await run(
      'go',
      ['install', '-trimpath', '-ldflags=-s -w', `${pin.module}${pin.command}@${pin.version}`],
      {
        folder: bin,
        environment: { GOBIN: bin, CGO_ENABLED: '0', GOFLAGS: '', ...pin.environment },
        timeoutMs: 30 * minutes,
      },
    );
    await rename(join(bin, pin.program ?? basename(target)), target);
  } finally {
    await rm(bin, { recursive: true, force: true });
  }
}

/** Builds a program of our own from its folder into `target`. */
export async function buildWithGo(folder: string, target: string): Promise<void> {
  await run('go', ['version']).catch((cause: unknown) => {
    throw new Error(`not found, and there is no Go to build ${folder} with.`, { cause });
  });
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}`;
  await run('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', partial, '.'], {
    folder,
    environment: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    timeoutMs: 30 * minutes,
  });
  await rename(partial, target);
}

/** Unpacks `packed` to `target` unless a newer copy stands there already. */
export async function unpack(packed: string, target: string): Promise<void> {
  const [from, to] = await Promise.all([stat(packed), stat(target).catch(() => undefined)]);
  if (to !== undefined && to.mtimeMs >= from.mtimeMs) return;
  await mkdir(dirname(target), { recursive: true });
  const partial = `${target}.${process.pid}`;
  await run('sh', ['-c', 'xz -dc -- "$1" > "$2"', 'sh', packed, partial]);
  await chmod(partial, 0o755);
  await rename(partial, target);
}

// The package manager locks what it changes, and whoever comes second is refused.
const oneAtATime = createMutex();

/** Asks Debian's package manager, which is ours to use as root only. */
export function installWithApt(name: string): Promise<void> {
  return oneAtATime(() => install(name));
}

async function install(name: string): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error(`not found, and only root may install the package ${name}.`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const command = ['install', '--yes', '--no-install-recommends', name];
  await run('apt-get', command, { environment, timeoutMs: 10 * minutes }).catch(async () => {
    await run('apt-get', ['update'], { timeoutMs: 5 * minutes });
    await run('apt-get', command, { environment, timeoutMs: 10 * minutes });
  });
}
