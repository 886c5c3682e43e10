import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { ServiceAccountStore } from '#lib/server/sessions/service-account-store';
import { toStorable } from '#lib/text/storable-text';
import type { Tables } from './tables.ts';

/** The accounts that Orrery has at registries, in PostgreSQL, by its clock. */
export function openPostgresServiceAccounts(tables: Kysely<Tables>): ServiceAccountStore {
  const next = { changed_at: sql<Date>`now()`, version: sql<number>`service_account.version + 1` };
  return {
    list: async () => {
      const rows = await tables.selectFrom('service_account').selectAll().orderBy('registry').execute();
      return rows.map(({ registry, username, sealed, version, ...row }) => ({
        ...{ registry, username, version },
        sealed: new Uint8Array(sealed),
        isShared: row.is_shared,
        changedBy: row.changed_by,
        changedAt: Number(row.changed_at),
      }));
    },
    put: async ({ registry, username, sealed, isShared, changedBy }) => {
      const change = {
        username: toStorable(username),
        sealed: Buffer.from(sealed),
        is_shared: isShared,
        changed_by: toStorable(changedBy),
      };
      await tables
        .insertInto('service_account')
        .values({ registry, ...change })
        .onConflict((conflict) => conflict.column('registry').doUpdateSet({ ...change, ...next }))
        .execute();
    },
    share: async (registry, { isShared, changedBy }) => {
      const change = { is_shared: isShared, changed_by: toStorable(changedBy), ...next };
      const update = tables.updateTable('service_account').set(change).where('registry', '=', registry);
      return (await update.executeTakeFirst()).numUpdatedRows > 0n;
    },
    reseal: async (registry, version, sealed) => {
      await tables
        .updateTable('service_account')
        .set({ sealed: Buffer.from(sealed), version: version + 1 })
        .where('registry', '=', registry)
        .where('version', '=', version)
        .execute();
    },
    remove: async (registry) => {
      const removal = tables.deleteFrom('service_account').where('registry', '=', registry);
      return (await removal.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}
