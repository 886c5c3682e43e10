import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { evidenceNames } from '#lib/audit/audit';
import { storedStates } from './codes.ts';
import { repositoryCounts } from './repository-counts.ts';

/**
 * Keeps how many artifacts of each repository are in which state today. A repository in which nothing is different from
 * what was kept last gets no row: most stay as they are for weeks, and their rows would outgrow all else.
 */
export function countDay(): readonly RawBuilder<unknown>[] {
  const isSame = (one: string, other: string) =>
    sql.raw(`(${one}.artifacts, ${one}.states, ${one}.critical, ${one}.high)
      IS NOT DISTINCT FROM (${other}.artifacts, ${other}.states, ${other}.critical, ${other}.high)`);
  return [
    sql`INSERT INTO counted_day VALUES (now()::date) ON CONFLICT DO NOTHING`,
    sql`INSERT INTO coverage_day (repository, day, artifacts, states, critical, high)
      SELECT n.repository, now()::date, n.artifacts, n.states, n.critical, n.high
      FROM (
        SELECT c.repository, c.artifacts, c.states, c.critical, c.high
        FROM (${repositoryCounts(sql`SELECT id FROM repository WHERE gone_at IS NULL`)}) AS c
        UNION ALL SELECT id, 0, array_fill(0, ARRAY[${sql.lit(evidenceNames.length * storedStates.length)}]), 0, 0 FROM repository WHERE gone_at IS NOT NULL) AS n
      LEFT JOIN LATERAL (SELECT * FROM coverage_day d WHERE d.repository = n.repository ORDER BY d.day DESC LIMIT 1)
        AS l ON true
      WHERE CASE WHEN l.day IS NULL THEN n.artifacts > 0 ELSE NOT ${isSame('n', 'l')} END
      ON CONFLICT (repository, day) DO UPDATE SET artifacts = EXCLUDED.artifacts, states = EXCLUDED.states,
        critical = EXCLUDED.critical, high = EXCLUDED.high`,
  ];
}

/** Forgets days before a moment; of each repository the last row before it stays, from which the later ones differ. */
export function forgetDays(past: RawBuilder<Date>): readonly RawBuilder<unknown>[] {
  return [
    sql`DELETE FROM counted_day WHERE day < ${past}`,
    sql`DELETE FROM coverage_day d WHERE d.day < ${past} AND EXISTS (SELECT FROM coverage_day o
      WHERE o.repository = d.repository AND o.day > d.day AND o.day <= ${past})`,
  ];
}
