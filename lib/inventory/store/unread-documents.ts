import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { isDocumentKind, kinds } from '#lib/oci/kind';
import { kindCodes } from './codes.ts';
import { fromDigestCode, toDigestCode } from './digest-code.ts';
import type { InventoryStore, RepositoryName, UnreadDocument } from './inventory-store.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

type UnreadQuestions = Pick<InventoryStore, 'unreadDocuments' | 'unreadAmong'>;

type Named = RepositoryName & { readonly code: string };

const documentKinds = kinds.filter(isDocumentKind).map((kind) => sql.lit(kindCodes[kind]));

/** True of a manifest `m` whose content is a document that this version of the readers has not read; it has an index. */
export function isUnread(readWith: number): RawBuilder<boolean> {
  return sql<boolean>`(m.kind IN (${sql.join(documentKinds)}) AND coalesce(m.read_with, 0) < ${readWith}::int)`;
}

/** Which documents have to be read. */
export function unreadQuestions(database: InventoryDatabase): UnreadQuestions {
  return {
    unreadAmong: async (digests, readWith) => {
      const codes = digests.map(toDigestCode);
      const rows = await queryRows(
        database,
        sql<{ code: string }>`SELECT encode(m.digest, 'hex') AS code FROM manifest m
          WHERE m.digest IN (SELECT decode(code, 'hex') FROM unnest(${codes}::text[]) AS u(code))
            AND ${isUnread(readWith)} ORDER BY m.digest`,
      );
      return rows.map(({ code }) => fromDigestCode(code));
    },
    unreadDocuments: async (readWith, after, max) => {
      const [version = 0, id = 0] = after.split('.').map(Number);
      // In the order of their index: mostly there is none, which the planner does not expect, and now and then it is all.
      const rows = await queryRows(
        database,
        sql<Named & { version: number; id: number; subject: string }>`WITH unread AS MATERIALIZED (
            SELECT m.id, m.digest, coalesce(m.read_with, 0) AS version FROM manifest m
            WHERE ${isUnread(readWith)} AND (coalesce(m.read_with, 0), m.id) > (${version}::int, ${id}::int)
              AND EXISTS (SELECT FROM referrer f JOIN repository r ON r.id = f.repository
                WHERE f.manifest = m.id AND r.gone_at IS NULL)
            ORDER BY coalesce(m.read_with, 0), m.id LIMIT ${max})
          SELECT DISTINCT ON (m.version, m.id) m.version, m.id, g.host, r.name, encode(m.digest, 'hex') AS code,
            encode(t.digest, 'hex') AS subject
          FROM unread m JOIN referrer f ON f.manifest = m.id JOIN manifest t ON t.id = f.subject
          JOIN repository r ON r.id = f.repository JOIN registry g ON g.id = r.registry
          WHERE r.gone_at IS NULL ORDER BY m.version, m.id, r.id`,
      );
      const last = rows.at(-1);
      return {
        entries: rows.map(
          ({ host, name, code, subject }): UnreadDocument => ({
            host,
            name,
            digest: fromDigestCode(code),
            subject: fromDigestCode(subject),
          }),
        ),
        next: rows.length < max || last === undefined ? undefined : `${last.version}.${last.id}`,
      };
    },
  };
}
