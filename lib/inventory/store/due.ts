import { sql } from 'kysely';
import { isDocumentKind, kinds } from '#lib/oci/kind';
import { kindCodes } from './codes.ts';
import { fromDigestCode, toDigestCode } from './digest-code.ts';
import type { InventoryStore, RepositoryName, UnreadDocument } from './inventory-store.ts';
import { isRepository } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

type DueQuestions = Pick<InventoryStore, 'dueSubjects' | 'dueRepositories' | 'makeDue' | 'unreadDocuments'>;

type Named = RepositoryName & { readonly code: string };

/** The kinds of manifests whose content is a document. */
export const documentKinds = kinds.filter(isDocumentKind).map((kind) => kindCodes[kind]);

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
    makeDue: async (repository, digest) => {
      const due =
        digest === undefined
          ? sql`UPDATE repository r SET due_at = now() WHERE ${isRepository(repository)}`
          : sql`UPDATE standing s SET due_at = now() FROM repository r, manifest m
              WHERE s.repository = r.id AND s.manifest = m.id AND ${isRepository(repository)}
                AND m.digest = decode(${toDigestCode(digest)}, 'hex')`;
      await due.execute(database);
    },
    unreadDocuments: async (readWith, after, max) => {
      const rows = await queryRows(
        database,
        sql<Named & { id: number; subject: string }>`SELECT DISTINCT ON (m.id) m.id, g.host, r.name,
            encode(m.digest, 'hex') AS code, encode(t.digest, 'hex') AS subject
          FROM manifest m JOIN referrer f ON f.manifest = m.id JOIN manifest t ON t.id = f.subject
          JOIN repository r ON r.id = f.repository JOIN registry g ON g.id = r.registry
          WHERE m.kind = ANY (${documentKinds}::smallint[]) AND coalesce(m.read_with, 0) < ${readWith}
            AND m.id > ${Number(after)} AND r.gone_at IS NULL
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
