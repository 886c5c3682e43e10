import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Suite, Totals } from '#e2e/suites/suite';
import { addTotals, failed, nothing } from '#e2e/suites/suite';

const projectFolder = resolve(import.meta.dirname, '../..');
const lastLinesMax = 20;

/** A program that passes or fails as a whole. */
export function commandSuite(name: string, command: readonly string[]): Suite {
  return {
    name,
    run: async () => judge(name, await show(start(command))),
  };
}

/**
 * The same, begun at once beside what comes before it and shown when its turn comes: for a program that keeps one core
 * busy while the others leave one idle.
 */
export function earlySuite(name: string, command: readonly string[]): Suite {
  const pieces: Buffer[] = [];
  const ended = watch(start(command), (piece) => pieces.push(piece));
  return {
    name,
    run: async () => {
      const end = await ended;
      process.stdout.write(Buffer.concat(pieces));
      return judge(name, end);
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
      const end = await show(start(report.command, report.environment));
      const text = await readFile(path, 'utf8').catch(() => undefined);
      const totals = text === undefined ? nothing : report.count(JSON.parse(text));
      const isExplained = end.status === 0 ? totals.passed > 0 : totals.failed > 0;
      if (isExplained) return totals;
      // Such as what cannot be cleared away after the last test.
      const isOutside = totals.passed > 0;
      const failures = [{ name, message: end.lastLines, isOutside }];
      return addTotals(totals, { ...nothing, failed: 1, failures });
    },
  };
}

type End = { readonly status: number; readonly lastLines: string };

function judge(name: string, { status, lastLines }: End): Totals {
  return status === 0 ? { ...nothing, passed: 1 } : failed(name, lastLines);
}

function start(command: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const [program = '', ...args] = command;
  const bin = join(projectFolder, 'node_modules/.bin');
  return spawn(program, args, {
    cwd: projectFolder,
    env: {
      ...process.env,
      ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function show(child: ChildProcess): Promise<End> {
  return watch(child, (piece) => process.stdout.write(piece));
}

/** Passes on what the program writes, and gives how it ended and the end of what it wrote. */
async function watch(child: ChildProcess, write: (piece: Buffer) => unknown): Promise<End> {
  let lastLines: readonly string[] = [''];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      write(piece);
      const [first = '', ...others] = piece.toString().split('\n');
      lastLines = [...lastLines.slice(0, -1), `${lastLines.at(-1)}${first}`, ...others].slice(
        -lastLinesMax - 1,
      );
    });
  const [status] = await once(child, 'close').catch((error: unknown) => {
    console.error(error);
    return [1];
  });
  return { status: typeof status === 'number' ? status : 1, lastLines: lastLines.join('\n') };
}
