import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AuditLogRow } from '#lib/server/plans/audit/audit-row';
import { toStorable } from '#lib/text/storable-text';
import { postgresLimits } from './limits.ts';
import { toAuditRow } from './stored-audit-row.ts';
import type { Tables } from './tables.ts';

/** Writes rows with the columns by which they are found; gives their lines. */
export async function insertAuditRows(
  tables: Kysely<Tables>,
  rows: readonly AuditLogRow[],
): Promise<readonly string[]> {
  const lines = rows.map((row) => JSON.stringify(row));
  await sql`INSERT INTO audit (row, line, time, owner, actor, place, verb, outcome)
    SELECT * FROM unnest(${rows.map(({ row }) => row)}::bigint[], ${lines}::text[], ${columnsOf(rows)})`.execute(
    tables,
  );
  return lines;
}

/** Completes the rows that an older release has written without these columns. */
export async function completeAuditRows(tables: Kysely<Tables>): Promise<void> {
  for (;;) {
    const found = await tables
      .selectFrom('audit')
      .select(['row', 'line'])
      .where('time', 'is', null)
      .orderBy('row')
      .limit(postgresLimits.auditPageRows)
      .execute();
    const rows = found.flatMap(toAuditRow);
    // A line that is no row stays as it is: the check of the chain says so.
    if (rows.length === 0) return;
    await sql`UPDATE audit SET time = c.time, owner = c.owner, actor = c.actor, place = c.place, verb = c.verb,
        outcome = c.outcome
      FROM unnest(${rows.map(({ row }) => row)}::bigint[], ${columnsOf(rows)})
        AS c (row, time, owner, actor, place, verb, outcome)
      WHERE audit.row = c.row`.execute(tables);
  }
}

// In lower case by us: a database may know the case of ASCII alone.
function columnsOf(rows: readonly AuditLogRow[]) {
  const texts = (textOf: (row: AuditLogRow) => string | undefined) =>
    rows.map((row) => toStorable(textOf(row)));
  return sql`${rows.map(({ time }) => time)}::timestamptz[],
    ${texts(({ owner }) => owner)}::text[], ${texts(({ actor }) => actor.toLowerCase())}::text[],
    ${texts(({ registry, repository }) => `${registry}/${repository}`.toLowerCase())}::text[], ${texts(({ verb }) => verb)}::text[],
    ${texts(({ result }) => result.split(':')[0])}::text[]`;
}
