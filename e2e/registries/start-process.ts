import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export type ProcessStart = {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment of the process. */
  readonly environment: NodeJS.ProcessEnv;
  /** Asked until it answers, with whatever status but 503, by which a server says that it is starting. */
  readonly readyUrl: string;
  readonly timeoutMs?: number;
};

export type Running = {
  readonly pid: number;
  /** What it has written to stdout and stderr so far. */
  readonly output: () => string;
  /** Resolves with the exit code when it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Ends it without asking. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts a server and waits until it answers; one that ends before fails with all that it said. */
export async function startProcess(start: ProcessStart): Promise<Running> {
  const child = spawn(start.program, [...start.args], { env: start.environment, stdio: 'pipe' });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => chunks.push(text));
  const output = () => chunks.join('');
  const ended = once(child, 'exit').then(
    ([code]: (number | null)[]) => code ?? null,
    (error: unknown) => {
      chunks.push(String(error));
      return null;
    },
  );
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);

  const kill = async () => {
    process.off('exit', killWithUs);
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    process.off('exit', killWithUs);
    if (hasEnded()) return;
    child.kill('SIGTERM');
    const isGone = await Promise.race([ended.then(() => true), wait(10_000, false, { ref: false })]);
    if (!isGone) child.kill('SIGKILL');
    await ended;
  };
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

  const deadline = Date.now() + (start.timeoutMs ?? 20_000);
  while (!(await answers(start.readyUrl))) {
    if (!hasEnded() && Date.now() < deadline) {
      await wait(50);
      continue;
    }
    await stop();
    throw new Error(
      `${start.program} ${start.args.join(' ')} does not answer at ${start.readyUrl}\n${output()}`,
    );
  }
  return { pid: child.pid ?? 0, output, ended, kill, stop };
}

/** A TCP port of the loopback that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

// Not by fetch, which takes the 407 of a proxy for no answer at all.
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { signal: AbortSignal.timeout(5_000) }, (response) => {
      response.resume();
      resolve(response.statusCode !== 503);
    });
    request.on('error', () => resolve(false));
  });
}
