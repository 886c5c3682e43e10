import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import type { AuditLogEvent, AuditLogRow } from '#lib/server/plans/audit/audit-row';
import { firstHash, nextRow, parseAuditRow } from '#lib/server/plans/audit/audit-row';
import type { AuditVerdict } from '#lib/server/plans/audit/verify-audit';
import { verifyLines } from '#lib/server/plans/audit/verify-audit';
import { askAudit } from './ask-audit.ts';
import { insertAuditRows } from './audit-columns.ts';
import { postgresLimits } from './limits.ts';
import type { Tables } from './tables.ts';

/**
 * The audit log in PostgreSQL: one chain over all replicas. Who writes holds the head of the chain locked until its rows
 * are committed, and rows cut off at the end are missed by the head. `onLines` gets the lines that are committed, for
 * whoever collects them elsewhere.
 */
export function openPostgresAuditLog(
  tables: Kysely<Tables>,
  onLines: (lines: readonly string[]) => void = () => {},
): AuditLog {
  // One at a time, so that a replica never takes more than one connection to wait for the head.
  let before: Promise<unknown> = Promise.resolve();
  return {
    append: (events) => {
      if (events.length === 0) return Promise.resolve();
      const mine = before.then(async () => onLines(await write(tables, events)));
      before = mine.catch(() => {});
      return mine;
    },
    ...askAudit(tables),
    verify: async () => (await verifyFrom(tables, beginning)).verdict,
    verifyNew: async () => {
      const { verdict, head } = await verifyFrom(tables, await findChecked(tables));
      if (verdict.isWhole) await keepChecked(tables, head);
      return verdict;
    },
    close: async () => void (await before),
  };
}

type Place = { readonly row: number; readonly hash: string };

const beginning: Place = { row: 0, hash: firstHash };

/** Reads the log behind a row that was verified, up to where it goes now. */
async function verifyFrom(
  tables: Kysely<Tables>,
  before: Place,
): Promise<{ readonly verdict: AuditVerdict; readonly head: Place }> {
  const head = await readHead(tables);
  return { verdict: await verifyLines(linesBetween(tables, before.row, head.row), head, before), head };
}

/** What was found whole need not be read by the next that starts. */
async function keepChecked(tables: Kysely<Tables>, { row, hash }: Place): Promise<void> {
  const checked = { checked_row: row, checked_hash: hash };
  await tables.updateTable('audit_head').set(checked).where('checked_row', '<', row).execute();
}

/** How far the log was verified; its beginning where that row no longer is what it was. */
async function findChecked(tables: Kysely<Tables>): Promise<Place> {
  const { checked_row: row, checked_hash: hash } = await readHead(tables);
  const found = await tables.selectFrom('audit').select('line').where('row', '=', row).executeTakeFirst();
  return parseAuditRow(found?.line ?? '')?.hash === hash ? { row, hash } : beginning;
}

async function readHead(tables: Kysely<Tables>) {
  return await tables.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
}

async function write(tables: Kysely<Tables>, events: readonly AuditLogEvent[]): Promise<readonly string[]> {
  return await tables.transaction().execute(async (transaction) => {
    const head = await transaction
      .selectFrom('audit_head')
      .select(['row', 'hash', sql<Date>`clock_timestamp()`.as('time')])
      .forUpdate()
      .executeTakeFirstOrThrow();
    const rows: AuditLogRow[] = [];
    for (const event of events) rows.push(nextRow(rows.at(-1) ?? head, head.time.toISOString(), event));
    const lines = await insertAuditRows(transaction, rows);
    const { row, hash } = rows.at(-1) ?? head;
    await transaction.updateTable('audit_head').set({ row, hash }).execute();
    return lines;
  });
}

async function* linesBetween(tables: Kysely<Tables>, begin: number, end: number): AsyncGenerator<string> {
  let last = begin;
  while (true) {
    const rows = await tables
      .selectFrom('audit')
      .selectAll()
      .where('row', '>', last)
      .where('row', '<=', end)
      .orderBy('row')
      .limit(postgresLimits.auditPageRows)
      .execute();
    for (const { line } of rows) yield line;
    const lastRow = rows.at(-1);
    if (lastRow === undefined) return;
    last = lastRow.row;
  }
}
