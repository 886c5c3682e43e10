import { sql } from 'kysely';
import { fromDigestCode, toDigestCode } from './digest-code.ts';
import type { InventoryStore } from './inventory-store.ts';
import { isRepository } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { before, queryRows } from './query-rows.ts';

type LookedAt = Pick<InventoryStore, 'lookedAtFor' | 'isOvertaken'>;

/** Which manifests are looked at for others. */
export function lookedAtQuestions(database: InventoryDatabase): LookedAt {
  return {
    lookedAtFor: async (repository, digest) => {
      const rows = await queryRows(
        database,
        // A signature may hang on an SBOM that hangs on a platform of an index.
        sql<{ code: string }>`WITH r AS (SELECT r.id FROM repository r WHERE ${isRepository(repository)}),
          own AS (SELECT m.id FROM manifest m WHERE m.digest = decode(${toDigestCode(digest)}, 'hex')),
          about AS (SELECT id FROM own UNION
            SELECT f.subject FROM own JOIN referrer f ON f.manifest = own.id JOIN r ON r.id = f.repository),
          reached AS (SELECT id FROM about UNION
            SELECT c.parent FROM about JOIN child c ON c.manifest = about.id)
          SELECT encode(h.digest, 'hex') AS code FROM reached JOIN manifest h ON h.id = reached.id
          JOIN standing s ON s.manifest = h.id JOIN r ON r.id = s.repository ORDER BY 1`,
      );
      return rows.length === 0 ? [digest] : rows.map(({ code }) => fromDigestCode(code));
    },
    isOvertaken: async (repository, digest, { withinMs, isAny }) => {
      const rows = await queryRows(
        database,
        sql`SELECT FROM repository r JOIN standing s ON s.repository = r.id JOIN child c ON c.manifest = s.manifest
          JOIN manifest m ON m.id = c.parent
          WHERE m.digest = decode(${toDigestCode(digest)}, 'hex') AND ${isRepository(repository)}
            AND s.asked_at >= ${before(withinMs)} AND (${isAny} OR NOT EXISTS (
              SELECT FROM tag t WHERE t.repository = r.id AND t.manifest = s.manifest)) LIMIT 1`,
      );
      return rows.length > 0;
    },
  };
}
