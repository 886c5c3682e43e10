import { z } from 'zod';
import type { QueueDatabase } from './boss-options.ts';
import type { JobCounts, JobScope } from './job-queue.ts';
import { failedQueue } from './queues.ts';

// pg-boss counts by queue and not by group. Its tables are read here and nowhere else.

const row = z.object({
  waiting: z.coerce.number(),
  active: z.coerce.number(),
  done: z.coerce.number(),
  done_last_minute: z.coerce.number(),
  failed: z.coerce.number(),
});

// What was put off is there again as another job.
const isDone = "state = 'completed' AND output->>'isLater' IS NULL";

/** How the jobs of a scope stand; `since` is in milliseconds since 1970. */
export async function readCounts(
  database: QueueDatabase,
  schema: string,
  { host, repository }: JobScope,
  since: number,
): Promise<JobCounts> {
  const { rows } = await database.executeSql(
    `SELECT count(*) FILTER (WHERE state < 'active') AS waiting,
      count(*) FILTER (WHERE state = 'active') AS active,
      count(*) FILTER (WHERE ${isDone} AND completed_on >= $3::timestamptz) AS done,
      count(*) FILTER (WHERE ${isDone} AND completed_on > now() - interval '1 minute') AS done_last_minute,
      count(*) FILTER (WHERE state = 'failed' AND completed_on >= $3::timestamptz) AS failed
    FROM ${schema}.job
    WHERE group_id = $1 AND name <> $4 AND ($2::text IS NULL OR data->>'repository' = $2)`,
    [host, repository ?? null, new Date(since).toISOString(), failedQueue],
  );
  const { done_last_minute: doneLastMinute, ...counts } = row.parse(rows[0]);
  return { ...counts, doneLastMinute };
}

const latestRow = z.object({ id: z.string(), created_on: z.coerce.date() });

/** The last scan of exactly this scope; undefined where none is kept. */
export async function readLatest(
  database: QueueDatabase,
  schema: string,
  { host, repository }: JobScope,
): Promise<{ readonly id: string; readonly startedAt: number } | undefined> {
  const { rows } = await database.executeSql(
    `SELECT id::text AS id, created_on FROM ${schema}.job
    WHERE group_id = $1 AND data->>'repository' IS NOT DISTINCT FROM $2::text AND name = $3
      AND data->>'isListOnly' IS NULL
    ORDER BY created_on DESC LIMIT 1`,
    [host, repository ?? null, repository === undefined ? 'scan-registry' : 'scan-repository'],
  );
  if (rows[0] === undefined) return undefined;
  const { id, created_on: createdOn } = latestRow.parse(rows[0]);
  return { id, startedAt: createdOn.getTime() };
}

/** Whether a person has taken back anything of a scan since it began: its first job is over long before its last. */
export async function wasCancelled(
  database: QueueDatabase,
  schema: string,
  { data, createdOn }: { readonly data: unknown; readonly createdOn: Date },
): Promise<boolean> {
  const { host, repository } = scopeRow.parse(data);
  const { rows } = await database.executeSql(
    `SELECT 1 FROM ${schema}.job WHERE state = 'cancelled' AND group_id = $1
      AND ($2::text IS NULL OR data->>'repository' = $2) AND created_on >= $3::timestamptz LIMIT 1`,
    [host, repository ?? null, createdOn.toISOString()],
  );
  return rows.length > 0;
}

const scopeRow = z.object({ host: z.string(), repository: z.string().optional() });

/** Removes every job of the scope that nobody does at this moment. */
export async function forgetJobs(
  database: QueueDatabase,
  schema: string,
  { host, repository }: JobScope,
): Promise<void> {
  await database.executeSql(
    `DELETE FROM ${schema}.job WHERE state <> 'active' AND data->>'host' = $1
      AND ($2::text IS NULL OR data->>'repository' = $2)`,
    [host, repository ?? null],
  );
}

/** What waits for a time is there at once. */
export async function releaseWaiting(database: QueueDatabase, schema: string, host: string): Promise<void> {
  await database.executeSql(
    `UPDATE ${schema}.job SET start_after = now() WHERE group_id = $1 AND state < 'active' AND start_after > now()`,
    [host],
  );
}
