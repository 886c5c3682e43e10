import type { QueryExecutorProvider } from 'kysely';
import { sql } from 'kysely';
import type { Digest } from '#lib/oci/digest';
import { toDigestCode } from './digest-code.ts';
import type { RepositoryName } from './inventory-store.ts';
import { queryRows } from './query-rows.ts';

/** The number of a registry, which is made known with that. */
export async function registryId(database: QueryExecutorProvider, host: string): Promise<number> {
  await sql`INSERT INTO registry (host) SELECT ${host}::text
    WHERE NOT EXISTS (SELECT FROM registry WHERE host = ${host}) ON CONFLICT DO NOTHING`.execute(database);
  const [row] = await queryRows(database, sql<{ id: number }>`SELECT id FROM registry WHERE host = ${host}`);
  return row?.id ?? 0;
}

/**
 * The number of a repository, which is made known with that. One that is gone stays gone, also for a job that comes late;
 * where its registry has just given something of it, it `isThere` again.
 */
export async function repositoryId(
  database: QueryExecutorProvider,
  { host, name }: RepositoryName,
  { isThere }: { readonly isThere: boolean },
): Promise<number> {
  // Looked for first: an upsert locks the row, and all that writes to one repository would wait for each other.
  const [known] = await queryRows(
    database,
    sql<{ id: number }>`SELECT r.id FROM repository r JOIN registry g ON g.id = r.registry
      WHERE g.host = ${host} AND r.name = ${name} AND (r.gone_at IS NULL OR ${!isThere}::boolean)`,
  );
  if (known !== undefined) return known.id;
  const registry = await registryId(database, host);
  await sql`INSERT INTO repository AS r (registry, name, due_at) VALUES (${registry}, ${name}, now())
    ON CONFLICT (registry, name) DO UPDATE SET named_at = now(), gone_at = NULL WHERE r.gone_at IS NOT NULL`.execute(
    database,
  );
  const [row] = await queryRows(
    database,
    sql<{ id: number }>`SELECT id FROM repository WHERE registry = ${registry} AND name = ${name}`,
  );
  return row?.id ?? 0;
}

/** True of one repository; nothing is made known by that. */
export function isRepository({ host, name }: RepositoryName) {
  return sql<boolean>`r.name = ${name} AND r.registry = (SELECT id FROM registry WHERE host = ${host})`;
}

/** Makes manifests known of which nothing but the digest is. */
export async function nameManifests(
  database: QueryExecutorProvider,
  digests: readonly Digest[],
): Promise<void> {
  // In one order for all: two processes never wait for each other crosswise.
  const codes = [...new Set(digests.map(toDigestCode))].sort();
  await sql`INSERT INTO manifest (digest, kind, rank)
    SELECT decode(code, 'hex'), 0, 0 FROM unnest(${codes}::text[]) AS u(code)
    WHERE NOT EXISTS (SELECT FROM manifest m WHERE m.digest = decode(code, 'hex'))
    ON CONFLICT DO NOTHING`.execute(database);
}
