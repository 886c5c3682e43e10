import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { Client } from 'pg';
import { z } from 'zod';
import { getLog } from '#lib/server/platform/log';
import type { RunEvent } from '#lib/transfer/record';
import { postgresLimits } from './limits.ts';
import type { Tables } from './tables.ts';

type Progress = Extract<RunEvent, { type: 'progress' }>;

/** What the database tells at once about the runs of all replicas. */
export type RunSignals = {
  /** Begins to listen to the run of a plan. */
  readonly listen: (plan: string) => RunListener;
  readonly close: () => Promise<void>;
};

/** What one follower of a run hears. */
type RunListener = Disposable & {
  /**
   * The bytes of steps that were told since; resolves when there is something new of the run, with none where that stands
   * in the tables, and after so long in any case: a signal may get lost with its connection.
   */
  readonly next: (waitMs: number) => Promise<readonly Progress[]>;
};

// https://www.postgresql.org/docs/current/sql-notify.html
const channel = 'orrery_run';

const signalSchema = z.object({
  plan: z.string(),
  progress: z.array(z.object({ type: z.literal('progress'), id: z.string(), bytes: z.number() })).optional(),
});

/** Tells all replicas that there is something new of a run: when the transaction is committed, where it is one. */
export async function signalRun(
  tables: Kysely<Tables>,
  plan: string,
  progress?: readonly Progress[],
): Promise<void> {
  const text = JSON.stringify({ plan, progress });
  if (text.length > postgresLimits.signalMaxLetters) return;
  await sql`SELECT pg_notify(${channel}, ${text})`.execute(tables);
}

/** Listens by one connection, which is opened for the first follower. While it is away nothing is heard. */
export function openRunSignals(url: string): RunSignals {
  const inboxes = new Map<Inbox, string>();
  let client: Client | undefined;

  const connect = () => {
    if (client !== undefined) return;
    const opened = new Client({ connectionString: url, application_name: 'orrery', keepAlive: true });
    client = opened;
    // Whoever follows next opens another one.
    const forget = (err?: unknown) => {
      if (err !== undefined) getLog().debug({ err }, 'the signals of runs are not heard');
      if (client === opened) client = undefined;
    };
    opened.on('error', forget).on('end', forget);
    opened.on('notification', ({ payload }) => {
      const signal = parseSignal(payload);
      for (const [inbox, plan] of inboxes) if (plan === signal?.plan) inbox.put(signal.progress ?? []);
    });
    opened
      .connect()
      .then(() => opened.query(`LISTEN ${channel}`))
      // What was told before is not heard any more: all look once.
      .then(() => {
        for (const inbox of inboxes.keys()) inbox.put([]);
      })
      .catch(forget);
  };

  return {
    listen: (plan) => {
      const inbox = createInbox();
      inboxes.set(inbox, plan);
      return {
        next: (waitMs) => {
          connect();
          return inbox.take(waitMs);
        },
        [Symbol.dispose]: () => void inboxes.delete(inbox),
      };
    },
    close: async () => {
      await client?.end().catch((err: unknown) => getLog().debug({ err }, 'the listening did not end well'));
    },
  };
}

function parseSignal(payload: string | undefined) {
  try {
    return signalSchema.safeParse(JSON.parse(payload ?? '')).data;
  } catch {
    // Another program may use the same name.
    return undefined;
  }
}

type Inbox = ReturnType<typeof createInbox>;

/** Keeps what comes until it is taken: of the bytes of a step the last. */
function createInbox() {
  const bytes = new Map<string, Progress>();
  let isNew = false;
  let wake: (() => void) | undefined;
  return {
    put: (progress: readonly Progress[]) => {
      for (const event of progress) bytes.set(event.id, event);
      isNew = true;
      wake?.();
    },
    take: async (waitMs: number): Promise<readonly Progress[]> => {
      if (!isNew) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, waitMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const taken = [...bytes.values()];
      bytes.clear();
      isNew = false;
      return taken;
    },
  };
}
