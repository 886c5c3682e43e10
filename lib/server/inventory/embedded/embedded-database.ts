import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { createSemaphore } from '#lib/async/semaphore';
import type { QueueDatabase } from '#lib/inventory/queue/boss-options';
import type { DatabaseAnswer, DatabaseResult } from './database-calls.ts';
import { embeddedLimits } from './limits.ts';

/** A statement that failed, with its SQLSTATE where the database gave one. */
class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';
  readonly code: string | undefined;

  constructor({ message, code }: { readonly message: string; readonly code?: string | undefined }) {
    super(message);
    this.code = code;
  }
}

/** Whether the folder of the database cannot be relied on: internal errors are of class XX, also that of a wrong checksum. */
export function isDamage(error: unknown): boolean {
  return error instanceof DatabaseFailure && (error.code?.startsWith('XX') === true || error.code === 'open');
}

/** Whether somebody else has the folder, who keeps it as it is. */
function isInUse(error: unknown): boolean {
  return error instanceof DatabaseFailure && error.code === 'data';
}

// The next question opens it again.
function hasEnded(): DatabaseFailure {
  return new DatabaseFailure({
    message: 'The database of the inventory has ended.',
    code: 'store-unavailable',
  });
}

/** PostgreSQL in a process of its own, for one user at a time. */
export type EmbeddedDatabase = QueueDatabase & {
  /** Waits until nobody else uses it, and gives it to one user until the function that it returns is called. */
  readonly acquire: () => Promise<() => void>;
  /** For who has acquired it. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<DatabaseResult>;
  /** Resolves when its process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
  /** Ends its process at once. */
  readonly kill: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (result: DatabaseResult) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Opens the database in a folder, which is made where there is none.
 *
 * @throws DatabaseFailure `open` when it cannot be opened, `data` while another process uses it
 */
export async function openEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const child = fork(new URL('./database-process.ts', import.meta.url), [folder], {
    serialization: 'advanced',
    // Nothing of the environment is needed there, and flags of this process are not for it.
    env: { NODE_ENV: 'production' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  const exit = Promise.withResolvers<void>();
  child.once('exit', () => exit.resolve());
  // One that could not be started has no exit.
  child.on('error', () => exit.resolve());
  const ended = exit.promise.then(() => {
    for (const { reject } of waiting.values()) reject(hasEnded());
    waiting.clear();
  });
  child.on('message', (answer: DatabaseAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('result' in answer) call?.resolve(answer.result);
    else call?.reject(new DatabaseFailure(answer.failure));
  });
  let last = 0;
  const ask = (id: number, text?: string, values?: readonly unknown[]) =>
    new Promise<DatabaseResult>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (text === undefined) return;
      // Without a callback a process that has just died would end this one, too.
      child.send({ id, text, values }, (error) => {
        if (error !== null && waiting.delete(id)) reject(hasEnded());
      });
    });
  const run: EmbeddedDatabase['run'] = (text, values) => {
    last += 1;
    return ask(last, text, values);
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const close = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, wait(embeddedLimits.closeMs, undefined, { ref: false })]);
    await kill();
  };
  try {
    await ask(0);
  } catch (error) {
    await close();
    if (isInUse(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new DatabaseFailure({ message, code: 'open' });
  }
  const turns = createSemaphore(1);
  const acquire = () => turns.acquire();
  const executeSql = forQueue({ acquire, run, ended });
  return { acquire, run, executeSql, ended, close, kill };
}

/** Statements of the queue, which takes each for the only one on its connection. */
function forQueue({
  acquire,
  run,
  ended,
}: Pick<EmbeddedDatabase, 'acquire' | 'run' | 'ended'>): QueueDatabase['executeSql'] {
  return async (text, values) => {
    const release = await acquire();
    try {
      return { rows: (await run(text, values)).rows };
    } catch (error) {
      // A block of statements that failed leaves its transaction open for whoever comes next.
      await run('ROLLBACK').catch(() => ended);
      throw error;
    } finally {
      release();
    }
  };
}
