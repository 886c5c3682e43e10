import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type RunOptions = {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

export type Ran = { readonly stdout: string; readonly stderr: string };

const execute = promisify(execFile);

/** Runs a program to its end; a failure carries the command line and all that was said. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  try {
    return await execute(program, [...args], {
      cwd: options.folder,
      env: { ...process.env, ...options.environment },
      timeout: options.timeoutMs ?? 60_000,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (cause) {
    throw new Error([`${program} ${args.join(' ')}`, ...saidBy(cause)].join('\n'), { cause });
  }
}

/** A home of its own, so that no test reads or writes the credentials and settings of whoever runs it. */
export function homeEnvironment(folder: string): Readonly<Record<string, string>> {
  return {
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_CACHE_HOME: join(folder, '.cache'),
    XDG_DATA_HOME: join(folder, '.local/share'),
    DOCKER_CONFIG: join(folder, '.docker'),
  };
}

function saidBy(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return [];
  const said = ['stdout', 'stderr'].map((stream) => Reflect.get(cause, stream)).filter(isText);
  return said.length > 0 ? said : [cause.message];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
