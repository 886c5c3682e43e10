import type { Kysely, SelectQueryBuilder } from 'kysely';
import { sql } from 'kysely';
import type { AuditFilter, AuditPart } from '#lib/server/plans/audit/audit-filter';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import { completeAuditRows } from './audit-columns.ts';
import { toAuditRow } from './stored-audit-row.ts';
import type { Tables } from './tables.ts';

/** Answers questions about the audit log, the newest rows first. */
export function askAudit(tables: Kysely<Tables>): Pick<AuditLog, 'find' | 'count'> {
  return {
    find: async (filter, part) => {
      await completeAuditRows(tables);
      const rows = await narrow(tables.selectFrom('audit').select(['row', 'line']), filter, part)
        .orderBy('row', 'desc')
        .limit(part.max)
        .execute();
      return rows.flatMap(toAuditRow);
    },
    count: async (filter, max) => {
      await completeAuditRows(tables);
      const counted = narrow(tables.selectFrom('audit').select('row'), filter, {}).limit(max).as('counted');
      const { n } = await tables
        .selectFrom(counted)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    },
  };
}

function narrow<Row>(
  all: SelectQueryBuilder<Tables, 'audit', Row>,
  { from, until, person, verb, repository, outcome, owner }: AuditFilter,
  { before }: Pick<AuditPart, 'before'>,
): SelectQueryBuilder<Tables, 'audit', Row> {
  let query = all;
  if (before !== undefined) query = query.where('row', '<', before);
  if (from !== undefined) query = query.where('time', '>=', new Date(from));
  if (until !== undefined) query = query.where('time', '<', new Date(until));
  if (person !== undefined) query = query.where(has('actor', person));
  if (verb !== undefined) query = query.where('verb', '=', verb);
  if (repository !== undefined) query = query.where(has('place', repository));
  if (outcome !== undefined) query = query.where('outcome', '=', outcome);
  return owner === undefined ? query : query.where('owner', '=', owner);
}

function has(column: 'actor' | 'place', text: string) {
  return sql<boolean>`strpos(${sql.ref(column)}, ${text.toLowerCase()}) > 0`;
}
