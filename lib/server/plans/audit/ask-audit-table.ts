import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AuditFilter, AuditPart } from './audit-filter.ts';
import { toRowTime } from './audit-filter.ts';
import type { AuditLogRow } from './audit-row.ts';

/** Answers questions about the rows of the table, the newest first. */
export function askAuditTable(database: DatabaseSync) {
  // SQLite itself knows the case of ASCII alone.
  database.function('fold', { deterministic: true }, (text) => fold(String(text)));
  return {
    find: (filter: AuditFilter, { max, before }: AuditPart): readonly AuditLogRow[] => {
      const { where, values } = conditionOf(filter, before);
      const query = `SELECT audit.*, owner FROM ${source} WHERE ${where} ORDER BY audit.row DESC LIMIT ?`;
      return database
        .prepare(query)
        .all(...values, max)
        .map(toAuditRow);
    },
    count: (filter: AuditFilter, max: number): number => {
      const { where, values } = conditionOf(filter, undefined);
      const query = `SELECT count(*) AS n FROM (SELECT 1 FROM ${source} WHERE ${where} LIMIT ?)`;
      return Number(database.prepare(query).get(...values, max)?.n);
    },
  };
}

const source = 'audit LEFT JOIN audit_owner ON audit_owner.row = audit.row';

type Condition = { readonly where: string; readonly values: readonly (string | number)[] };

function conditionOf(filter: AuditFilter, before: number | undefined): Condition {
  const { from, until, person, verb, repository, outcome, owner } = filter;
  const parts: readonly (readonly [sql: string, value: string | number | undefined])[] = [
    ['audit.row < ?', before],
    ['time >= ?', from && toRowTime(from)],
    ['time < ?', until && toRowTime(until)],
    ['instr(fold(actor), ?) > 0', person && fold(person)],
    ['verb = ?', verb],
    [`instr(fold(registry || '/' || repository), ?) > 0`, repository && fold(repository)],
    [`substr(result || ':', 1, instr(result || ':', ':') - 1) = ?`, outcome],
    ['owner = ?', owner],
  ];
  const given = parts.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  return {
    where: ['TRUE', ...given.map(({ sql }) => sql)].join(' AND '),
    values: given.map(({ value }) => value),
  };
}

function fold(text: string): string {
  return text.toLowerCase();
}

function toAuditRow(found: Readonly<Record<string, SQLOutputValue>>): AuditLogRow {
  const text = (name: string) => String(found[name] ?? '');
  return {
    row: Number(found.row),
    time: text('time'),
    requestId: text('request'),
    ...(found.owner === null ? {} : { owner: text('owner') }),
    actor: text('actor'),
    registry: text('registry'),
    repository: text('repository'),
    action: text('action'),
    verb: text('verb'),
    target: text('target'),
    digests: text('digests').split(' ').filter(Boolean),
    plan: text('plan'),
    result: text('result'),
    hash: text('hash'),
  };
}
