import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ProviderSessions, SessionStore, StoredSession } from '#lib/server/sessions/session-store';
import { toStorable } from '#lib/text/storable-text';
import type { Tables } from './tables.ts';
import { ago, fromNow } from './time-spans.ts';

/** The sessions of all replicas in PostgreSQL, by its clock. */
export function openPostgresSessions(tables: Kysely<Tables>): SessionStore {
  const update = (key: string) => tables.updateTable('session').where('key', '=', key);
  return {
    create: async (session, lifeMs) => {
      await tables
        .insertInto('session')
        .values({ ...toRow(session), ends_at: fromNow(lifeMs) })
        .execute();
    },
    find: (key, idleMs) => find(tables, key, idleMs),
    update: async (key, version, { groups, sealed }) => {
      const change = {
        version: version + 1,
        ...(groups === undefined ? {} : { groups }),
        ...(sealed === undefined ? {} : { sealed: Buffer.from(sealed) }),
      };
      const result = await update(key).set(change).where('version', '=', version).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    claimRefresh: async (key, periodMs) => {
      const claim = update(key).set({ refreshed_at: sql<Date>`now()` });
      const result = await claim.where('refreshed_at', '<', ago(periodMs)).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    releaseRefresh: async (key) => {
      await tables
        .updateTable('session')
        .set({ refreshed_at: new Date(0) })
        .where('key', '=', key)
        .execute();
    },
    end: async (key) => {
      const result = await tables.deleteFrom('session').where('key', '=', key).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    endOf: async (who) => {
      const query = tables.deleteFrom('session').where(isOf(who));
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
    namesOf: async (who) => {
      const name = sql<string>`coalesce(email, name)`.as('name');
      const rows = await tables.selectFrom('session').select(name).distinct().where(isOf(who)).execute();
      return rows.map((row) => row.name).toSorted();
    },
    list: async (max, idleMs) => {
      const living = tables.selectFrom('session').selectAll().where(isAlive(idleMs));
      const rows = await living.orderBy('created_at', 'desc').limit(max).execute();
      return rows.map((row) => {
        const { sealed: _, ...session } = toSession(row);
        return session;
      });
    },
    removeEnded: async (idleMs) => {
      await tables
        .deleteFrom('session')
        .where(sql<boolean>`NOT ${isAlive(idleMs)}`)
        .execute();
    },
  };
}

async function find(tables: Kysely<Tables>, key: string, idleMs: number): Promise<StoredSession | undefined> {
  const row = await tables
    .selectFrom('session')
    .selectAll()
    .select(sql<boolean>`seen_at < now() - interval '1 minute'`.as('is_stale'))
    .where('key', '=', key)
    .where(isAlive(idleMs))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // Once a minute is enough to tell idle sessions, and spares a write for each request.
  const seen = { seen_at: sql<Date>`now()` };
  if (row.is_stale) await tables.updateTable('session').set(seen).where('key', '=', key).execute();
  return toSession(row);
}

function isAlive(idleMs: number) {
  return sql<boolean>`(ends_at > now() AND seen_at > ${ago(idleMs)})`;
}

function toRow(session: Parameters<SessionStore['create']>[0]) {
  const { key, issuer, subject, sid, groups, authenticatedAt } = session;
  return {
    ...{ key, issuer, subject, groups, sid: sid ?? null },
    name: toStorable(session.name),
    email: toStorable(session.email),
    sealed: Buffer.from(session.sealed),
    authenticated_at: new Date(authenticatedAt),
  };
}

function toSession(row: Selectable<Tables['session']>): StoredSession {
  const { key, issuer, subject, name, groups, version } = row;
  return {
    ...{ key, issuer, subject, name, groups, version },
    sid: row.sid ?? undefined,
    email: row.email ?? undefined,
    sealed: new Uint8Array(row.sealed),
    authenticatedAt: Number(row.authenticated_at),
    createdAt: Number(row.created_at),
    seenAt: Number(row.seen_at),
    refreshedAt: Number(row.refreshed_at),
    endsAt: Number(row.ends_at),
  };
}

/** Those of a person or of a session at the provider; where neither is named, none. */
function isOf({ issuer, subject, sid }: ProviderSessions) {
  const [ofPerson, ofSession] = [subject ?? null, sid ?? null];
  return sql<boolean>`issuer = ${issuer} AND coalesce(${ofPerson}, ${ofSession}) IS NOT NULL
    AND subject = coalesce(${ofPerson}, subject) AND (${ofSession}::text IS NULL OR sid = ${ofSession})`;
}
