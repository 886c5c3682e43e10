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
      // Mostly there is none, which the planner does not expect: it would go through all manifests in their order.
      const rows = await queryRows(
        database,
        sql<Named & { id: number; subject: string }>`WITH unread AS MATERIALIZED (
            SELECT m.id, m.digest FROM manifest m WHERE ${isUnread(readWith)} AND m.id > ${Number(after)})
          SELECT DISTINCT ON (m.id) m.id, g.host, r.name,
            encode(m.digest, 'hex') AS code, encode(t.digest, 'hex') AS subject
          FROM unread m JOIN referrer f ON f.manifest = m.id JOIN manifest t ON t.id = f.subject
          JOIN repository r ON r.id = f.repository JOIN registry g ON g.id = r.registry
          WHERE r.gone_at IS NULL
          ORDER BY m.id, r.id LIMIT ${max}`,
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
        next: rows.length < max || last === undefined ? undefined : String(last.id),
      };
    },
  };
}
