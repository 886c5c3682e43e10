import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { unlessMissing } from '#lib/layout/files/file-error';
import type { HeldKind, Holding, Holdings } from '#lib/server/replicas/holdings';
import { postgresLimits } from './limits.ts';
import type { Tables } from './tables.ts';
import { ago } from './time-spans.ts';

/** This replica, and how a person calls it. */
type Self = { readonly id: string; readonly name: string };

/** Which replica holds what, in PostgreSQL, as one of them sees it. */
export function openPostgresHoldings(tables: Kysely<Tables>, self: Self): Holdings {
  const at = (kind: HeldKind, id: string) => ({ kind, id });
  return {
    add: async (kind, id, owner) => {
      const mine = { owner, replica: self.id, replica_name: self.name };
      await tables
        .insertInto('holding')
        .values({ ...at(kind, id), ...mine })
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(mine))
        .execute();
    },
    find: async (kind, id) => {
      const row = await tables
        .selectFrom('holding')
        .leftJoin('replica', (join) =>
          join
            .onRef('replica.id', '=', 'holding.replica')
            .on('replica.seen_at', '>', ago(postgresLimits.goneMs)),
        )
        .select(['holding.owner', 'holding.replica', 'holding.replica_name', 'replica.id', 'replica.address'])
        .where('holding.kind', '=', kind)
        .where('holding.id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      return { owner: row.owner, replica: row.replica_name, place: placeOf(row, self) };
    },
    remove: async (kind, id) => {
      await tables.deleteFrom('holding').where('kind', '=', kind).where('id', '=', id).execute();
    },
  };
}

function placeOf(
  row: { readonly replica: string; readonly id: string | null; readonly address: string | null },
  self: Self,
): Holding['place'] {
  if (row.replica === self.id) return { kind: 'here' };
  if (row.id === null) return { kind: 'gone' };
  return row.address === null ? { kind: 'closed' } : { kind: 'elsewhere', address: row.address };
}

/** What lies in a data folder of what replicas ask each other for. */
export async function heldIn(dataDir: string): Promise<Readonly<Record<HeldKind, readonly string[]>>> {
  const names = async (folder: string) => (await unlessMissing(readdir(join(dataDir, folder)))) ?? [];
  const archives = (await names('archives')).filter((name) => name.endsWith('.tar'));
  return { upload: await names('uploads'), archive: archives.map((name) => name.slice(0, -'.tar'.length)) };
}

/** Says that this replica holds what lies in its folder: an earlier process may have put it there. */
export async function claimHoldings(
  tables: Kysely<Tables>,
  { id: replica, name }: Self,
  held: Readonly<Record<HeldKind, readonly string[]>>,
): Promise<void> {
  for (const kind of ['upload', 'archive'] as const) {
    if (held[kind].length === 0) continue;
    const change = tables.updateTable('holding').set({ replica, replica_name: name });
    await change.where('kind', '=', kind).where('id', 'in', held[kind]).execute();
  }
}

/** Forgets archives whose plan has no record any more, and uploads that no plan can need. */
export async function removeOldHoldings(tables: Kysely<Tables>): Promise<void> {
  const records = tables.selectFrom('plan').select('id');
  await tables.deleteFrom('holding').where('kind', '=', 'archive').where('id', 'not in', records).execute();
  const old = tables.deleteFrom('holding').where('kind', '=', 'upload');
  await old.where('added_at', '<', sql<Date>`${ago(postgresLimits.uploadKnownMs)}`).execute();
}
