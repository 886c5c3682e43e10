import { sql } from 'kysely';
import { countDay, forgetDays } from './count-day.ts';
import { isUnnamed } from './forget.ts';
import { storeLimits } from './limits.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { before } from './query-rows.ts';
import { keepCounts } from './repository-counts.ts';

/** Keeps the counts of the day, asks no more about what no tag names, and removes what nothing has named for long. */
export async function sweepInventory(database: InventoryDatabase): Promise<void> {
  const old = before(storeLimits.unnamedMaxMs);
  const past = before(storeLimits.historyMaxMs);
  while ((await keepCounts(database)) === storeLimits.countedAtOnce);
  await database.transaction().execute(async (transaction) => {
    const statements = [
      ...countDay(),
      sql`UPDATE standing s SET due_at = NULL WHERE due_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM tag t WHERE t.repository = s.repository AND t.manifest = s.manifest)
        AND NOT EXISTS (SELECT FROM referrer f WHERE f.repository = s.repository AND f.subject = s.manifest)`,
      sql`DELETE FROM standing_change WHERE at < ${past}`,
      ...forgetDays(past),
      sql`DELETE FROM tag t USING repository r WHERE r.id = t.repository AND r.gone_at < ${old}`,
      sql`DELETE FROM referrer f USING repository r WHERE r.id = f.repository AND r.gone_at < ${old}`,
      sql`DELETE FROM standing s WHERE s.due_at IS NULL AND s.asked_at < ${old} AND NOT EXISTS (
          SELECT FROM tag t WHERE t.repository = s.repository AND t.manifest = s.manifest)`,
      sql`DELETE FROM manifest m WHERE m.known_at < ${old} AND ${isUnnamed}`,
    ];
    for (const statement of statements) await statement.execute(transaction);
  });
}
