import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openScratchDatabase } from '#e2e/fakes/scratch-database';
import { migrate } from '#lib/server/postgres/migrate';
import { openTables } from '#lib/server/postgres/open-tables';
import { openPostgresAuditLog } from '#lib/server/postgres/postgres-audit-log';
import { openPostgresSessions } from '#lib/server/postgres/postgres-sessions';

const hourMs = 3_600_000;

/** Milliseconds at which so much of some measurements lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** How long one session of 10,000 is looked up, and the shortest question to the same database beside it. */
export async function measureLookUps(url: string) {
  const { tables, remove } = await openScratchDatabase(url);
  try {
    await migrate(tables);
    const sessions = openPostgresSessions(tables);
    const keys = Array.from({ length: 10_000 }, () => randomBytes(32).toString('hex'));
    for (const key of keys)
      await sessions.create(
        {
          ...{ key, issuer: 'https://login.example', subject: key, sid: undefined, name: 'ada' },
          ...{ email: undefined, groups: ['platform'], sealed: randomBytes(600), authenticatedAt: 0 },
        },
        hourMs,
      );
    const lookUps: number[] = [];
    const questions: number[] = [];
    for (let n = 0; n < 5_000; n += 1) {
      const key = keys[(n * 7_919) % keys.length] ?? '';
      lookUps.push(await timeOf(() => sessions.find(key, hourMs)));
      questions.push(await timeOf(() => sql`SELECT 1`.execute(tables)));
    }
    return { lookUps, questions };
  } finally {
    await remove();
  }
}

/** Rows of the audit log that so many replicas write in a second, each as many at once as runs write. */
export async function measureAuditRows(url: string, writers: number, forMs: number): Promise<number> {
  const { url: own, tables, remove } = await openScratchDatabase(url);
  const pools = Array.from({ length: writers }, () => openTables(own));
  try {
    await migrate(tables);
    const until = performance.now() + forMs;
    const counts = pools.map(async (pool) => {
      const log = openPostgresAuditLog(pool);
      let rows = 0;
      const write = async () => {
        for (; performance.now() < until; rows += 2) await log.append([event('started'), event('done')]);
      };
      await Promise.all(Array.from({ length: 4 }, write));
      return rows;
    });
    const rows = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    const verdict = await openPostgresAuditLog(tables).verify();
    if (!verdict.isWhole || verdict.rows !== rows) throw new Error('The audit log is not whole.');
    return rows / (forMs / 1_000);
  } finally {
    await Promise.all(pools.map((pool) => pool.destroy()));
    await remove();
  }
}

function event(result: string) {
  return {
    ...{ requestId: 'r', actor: 'ada', registry: 'registry.lan', repository: 'acme/app', action: 'tag' },
    ...{ verb: 'tag', target: 'registry.lan/acme/app:1.0', digests: [], plan: 'p', result },
  };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
