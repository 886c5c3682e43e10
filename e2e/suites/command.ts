import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Suite, Totals } from '#e2e/suites/suite';
import { addTotals, nothing } from '#e2e/suites/suite';

const projectFolder = resolve(import.meta.dirname, '../..');

/** A program that passes or fails as a whole. */
export function commandSuite(name: string, command: readonly string[]): Suite {
  return {
    name,
    run: async () => ((await show(command)) === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }),
  };
}

/**
 * The same, begun at once beside what comes before it and shown when its turn comes: for a program that keeps one core
 * busy while the others leave one idle.
 */
export function earlySuite(name: string, command: readonly string[]): Suite {
  const pieces: Buffer[] = [];
  const child = start(command, 'pipe');
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = exitOf(child);
  return {
    name,
    run: async () => {
      const status = await ended;
      process.stdout.write(Buffer.concat(pieces));
      return status === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
    },
  };
}

export type Report = {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the program writes its JSON report, below the project's folder. */
  readonly path: string;
  readonly count: (report: unknown) => Totals;
};

/** A test runner whose JSON report is counted; no report, or a failure that no test explains, is a failure. */
export function reportSuite(name: string, report: Report): Suite {
  return {
    name,
    run: async () => {
      const path = join(projectFolder, report.path);
      await rm(path, { force: true });
      await mkdir(dirname(path), { recursive: true });
      const status = await show(report.command, report.environment);
      const text = await readFile(path, 'utf8').catch(() => undefined);
      const totals = text === undefined ? nothing : report.count(JSON.parse(text));
      const isExplained = status === 0 ? totals.passed > 0 : totals.failed > 0;
      return isExplained ? totals : addTotals(totals, { ...nothing, failed: 1 });
    },
  };
}

function show(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  return exitOf(start(command, 'inherit', environment));
}

function start(
  command: readonly string[],
  output: 'inherit' | 'pipe',
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const [program = '', ...args] = command;
  const bin = join(projectFolder, 'node_modules/.bin');
  return spawn(program, args, {
    cwd: projectFolder,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...environment },
    stdio: ['ignore', output, output],
  });
}

async function exitOf(child: ChildProcess): Promise<number> {
  const [status] = await once(child, 'close').catch((error: unknown) => {
    console.error(error);
    return [1];
  });
  return typeof status === 'number' ? status : 1;
}
