import { sql } from 'kysely';
import { fromDigestCode, toDigestCode } from './digest-code.ts';
import type { InventoryStore } from './inventory-store.ts';
import { isRepository } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

type ReachQuestions = Pick<InventoryStore, 'unreached' | 'tagsOf'>;
type Coded = { readonly code: string };

/** Which walks come by a manifest, and which tags lead to it. */
export function reachQuestions(database: InventoryDatabase): ReachQuestions {
  return {
    unreached: async (repository, digests) => {
      if (digests.length === 0) return [];
      const codes = [...new Set(digests.map(toDigestCode))];
      const rows = await queryRows(
        database,
        sql<Coded>`WITH r AS (SELECT r.id FROM repository r WHERE ${isRepository(repository)})
          SELECT u.code FROM unnest(${codes}::text[]) AS u(code) WHERE NOT EXISTS (
            SELECT FROM manifest m, r WHERE m.digest = decode(u.code, 'hex') AND (
              EXISTS (SELECT FROM standing s
                WHERE s.repository = r.id AND s.manifest = m.id AND s.due_at IS NOT NULL)
              OR EXISTS (SELECT FROM referrer f WHERE f.repository = r.id AND f.subject = m.id)
              OR EXISTS (SELECT FROM referrer f WHERE f.repository = r.id AND f.manifest = m.id)
              OR EXISTS (SELECT FROM child c JOIN standing s ON s.manifest = c.parent
                WHERE c.manifest = m.id AND s.repository = r.id AND s.due_at IS NOT NULL)))
          ORDER BY u.code`,
      );
      return rows.map(({ code }) => fromDigestCode(code));
    },
    tagsOf: async (repository, digest) => {
      const rows = await queryRows(
        database,
        sql<{ name: string }>`SELECT t.name FROM tag t JOIN repository r ON r.id = t.repository
          JOIN manifest m ON m.id = t.manifest
          WHERE m.digest = decode(${toDigestCode(digest)}, 'hex') AND ${isRepository(repository)} ORDER BY t.name`,
      );
      return rows.map(({ name }) => name);
    },
  };
}
