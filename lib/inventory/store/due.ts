import { sql } from 'kysely';
import { fromDigestCode, toDigestCode } from './digest-code.ts';
import type { InventoryStore, RepositoryName } from './inventory-store.ts';
import { isRepository } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { before, queryRows } from './query-rows.ts';

type DueQuestions = Pick<InventoryStore, 'dueSubjects' | 'dueRepositories' | 'dueRegistries' | 'makeDue'>;

type Named = RepositoryName & { readonly code: string };

/** What is to be looked at next. */
export function dueQuestions(database: InventoryDatabase): DueQuestions {
  return {
    dueSubjects: async (max) => {
      const rows = await queryRows(
        database,
        sql<Named>`SELECT g.host, r.name, encode(m.digest, 'hex') AS code
          FROM standing s JOIN repository r ON r.id = s.repository JOIN registry g ON g.id = r.registry
          JOIN manifest m ON m.id = s.manifest
          WHERE s.due_at <= now() AND r.gone_at IS NULL AND coalesce(g.paused_until, '-infinity') <= now()
          ORDER BY s.due_at, s.repository, s.manifest LIMIT ${max}`,
      );
      return rows.map(({ host, name, code }) => ({ host, name, digest: fromDigestCode(code) }));
    },
    dueRepositories: async (max) =>
      await queryRows(
        database,
        sql<RepositoryName>`SELECT g.host, r.name FROM repository r JOIN registry g ON g.id = r.registry
          WHERE r.due_at <= now() AND r.gone_at IS NULL AND coalesce(g.paused_until, '-infinity') <= now()
          ORDER BY r.due_at, r.id LIMIT ${max}`,
      ),
    dueRegistries: async ({ dueMs, notifiedDueMs, isNotifiedForMs }, max) => {
      const rows = await queryRows(
        database,
        sql<{ host: string }>`SELECT g.host FROM registry g
          WHERE coalesce(g.paused_until, '-infinity') <= now() AND g.listed_at <= CASE
            WHEN g.notified_at > ${before(isNotifiedForMs)} THEN ${before(notifiedDueMs)} ELSE ${before(dueMs)} END
          ORDER BY g.listed_at, g.id LIMIT ${max}`,
      );
      return rows.map(({ host }) => host);
    },
    makeDue: async (repository, digest) => {
      if (digest === undefined) {
        await sql`UPDATE repository r SET due_at = now() WHERE ${isRepository(repository)}`.execute(database);
        return [];
      }
      const rows = await queryRows(
        database,
        sql<{ code: string }>`UPDATE standing s SET due_at = now() FROM repository r, manifest m, manifest h
          WHERE s.repository = r.id AND h.id = s.manifest AND ${isRepository(repository)}
            AND m.digest = decode(${toDigestCode(digest)}, 'hex')
            AND s.manifest IN (
              WITH own AS (SELECT m.id UNION
                SELECT f.subject FROM referrer f WHERE f.repository = r.id AND f.manifest = m.id)
              SELECT id FROM own UNION SELECT c.parent FROM child c JOIN own ON own.id = c.manifest)
          RETURNING encode(h.digest, 'hex') AS code`,
      );
      return rows.map(({ code }) => fromDigestCode(code));
    },
  };
}
