import { setTimeout as wait } from 'node:timers/promises';
import { lockDataDir } from '#lib/server/platform/lock-folder';
import type { DatabaseAnswer, DatabaseCall } from './database-calls.ts';
import { embeddedLimits } from './limits.ts';
import { openLite } from './open-lite.ts';

// The process of the database: while it computes, nobody who asks for something else waits for it. It ends with the one
// that has started it, however that one ends, and gives its folder free.

const [folder = ''] = process.argv.slice(2);
const send = (answer: DatabaseAnswer) => void process.send?.(answer);

process.on('disconnect', () => process.exit(0));
try {
  await lockPatiently();
  const database = await openLite(folder);
  process.on('message', async ({ id, text, values }: DatabaseCall) => {
    try {
      send({ id, result: await database.run(text, values) });
    } catch (error) {
      send({ id, failure: toFailure(error) });
    }
  });
  process.once('SIGTERM', () => void database.close().finally(() => process.exit(0)));
  send({ id: 0, result: { rows: [], changed: 0 } });
} catch (error) {
  send({ id: 0, failure: toFailure(error) });
}

/** The process before this one may have been killed a moment ago. */
async function lockPatiently(): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      lockDataDir(folder);
      return;
    } catch (error) {
      if (tries >= embeddedLimits.lockTries) throw error;
      await wait(embeddedLimits.lockWaitMs);
    }
  }
}

function toFailure(error: unknown): { readonly message: string; readonly code: string | undefined } {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { message, code };
}
