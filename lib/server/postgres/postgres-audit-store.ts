import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AuditStore } from '#lib/server/audits/audit-store';
import type { Tables } from './tables.ts';

/** The audits that the people of a team saved, in PostgreSQL. */
export function openPostgresAudits(tables: Kysely<Tables>): AuditStore {
  return {
    add: async (owner, { id, scope, saved, head, content }, { auditsMax, bytesMax }) =>
      await tables.transaction().execute(async (transaction) => {
        // One after the other of this person, so that two cannot both take the last place.
        await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`audits ${owner}`}, 0))`.execute(
          transaction,
        );
        const { count, bytes } = await transaction
          .selectFrom('saved_audit')
          .select(sql<number>`count(*)`.as('count'))
          .select(sql<number>`coalesce(sum(octet_length(content)), 0)::bigint`.as('bytes'))
          .where('owner', '=', owner)
          .executeTakeFirstOrThrow();
        if (count >= auditsMax || bytes + content.byteLength > bytesMax) return false;
        const row = { id, owner, scope, head, content: Buffer.from(content), saved_at: new Date(saved) };
        await transaction.insertInto('saved_audit').values(row).execute();
        return true;
      }),
    list: async (owner, scope) => {
      let query = tables.selectFrom('saved_audit').select('head').where('owner', '=', owner);
      if (scope !== undefined) query = query.where('scope', '=', scope);
      const rows = await query.orderBy('saved_at', 'desc').orderBy('id').execute();
      return rows.map(({ head }) => head);
    },
    find: async (owner, id) => {
      const query = tables.selectFrom('saved_audit').select('content').where('owner', '=', owner);
      const row = await query.where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : new Uint8Array(row.content);
    },
    remove: async (owner, id) => {
      const removal = tables.deleteFrom('saved_audit').where('owner', '=', owner).where('id', '=', id);
      return (await removal.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}
