import { sql } from 'kysely';
import { kindOf } from '#lib/inventory/store/codes';
import { fromDigestCode } from '#lib/inventory/store/digest-code';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { queryRows } from '#lib/inventory/store/query-rows';
import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';

/** Where a page of orphans begins: behind this repository, subject and manifest. */
export type OrphanPlace = readonly [repository: number, subject: number, manifest: number];

/** Something attached to a manifest that no tag leads to. */
export type Orphan = {
  /** `host/name@digest` of what is attached. */
  readonly reference: string;
  readonly digest: Digest;
  readonly subject: Digest;
  readonly kind: Kind;
  /** Tags of the subject. */
  readonly tags: readonly string[];
  /** RFC 3339: when it was made, as it says itself. */
  readonly created?: string;
  /** Bytes of its manifest and of what it holds, as far as they are known. */
  readonly bytes?: number;
  readonly place: OrphanPlace;
};

/** How many there are, and their bytes as far as they are known. */
export type OrphanTotals = { readonly count: number; readonly bytes: number };

/** What is attached, as a query gives it. */
export type OrphanRow = {
  readonly repository: number;
  readonly subject: number;
  readonly manifest: number;
  readonly host: string;
  readonly name: string;
  readonly code: string;
  readonly about: string;
  readonly kind: number;
  readonly tags: readonly string[];
  readonly created: Date | null;
  readonly bytes: number | null;
};

/** What is attached to manifests to which no tag leads: not their own, not that of an index, not by another attachment. */
export async function listOrphans(
  database: InventoryDatabase,
  scope: QuestionScope,
  [repository, subject, manifest]: OrphanPlace,
  max: number,
): Promise<readonly Orphan[]> {
  const rows = await queryRows(
    database,
    sql<OrphanRow>`WITH ${reachable(scope)}
    SELECT f.repository, f.subject, f.manifest, r.host, r.name, encode(m.digest, 'hex') AS code,
      encode(a.digest, 'hex') AS about, m.kind, ARRAY[]::text[] AS tags, m.created,
      (m.size + coalesce(m.content_size, 0))::float8 AS bytes
    FROM referrer f JOIN reachable r ON r.id = f.repository JOIN manifest m ON m.id = f.manifest
    JOIN manifest a ON a.id = f.subject
    WHERE (f.repository, f.subject, f.manifest) > (${repository}::int, ${subject}::int, ${manifest}::int)
      AND ${isOrphan}
    ORDER BY 1, 2, 3 LIMIT ${max}`,
  );
  return rows.map(toOrphan);
}

/** How many pieces are attached so, each once, and their bytes as far as they are known. */
export async function countOrphans(database: InventoryDatabase, scope: QuestionScope): Promise<OrphanTotals> {
  const [row] = await queryRows(
    database,
    sql<OrphanTotals>`WITH ${reachable(scope)}
    SELECT count(*)::int AS count, coalesce(sum(m.size + coalesce(m.content_size, 0)), 0)::float8 AS bytes
    FROM (SELECT DISTINCT f.repository, f.manifest FROM referrer f JOIN reachable r ON r.id = f.repository
      WHERE ${isOrphan}) AS f JOIN manifest m ON m.id = f.manifest`,
  );
  return row ?? { count: 0, bytes: 0 };
}

const isOrphan = sql`NOT EXISTS (SELECT FROM tag t WHERE t.repository = f.repository AND t.manifest = f.subject)
  AND NOT EXISTS (SELECT FROM child c WHERE c.manifest = f.subject AND (
    EXISTS (SELECT FROM tag t WHERE t.repository = f.repository AND t.manifest = c.parent)
    OR EXISTS (SELECT FROM child p JOIN tag t ON t.manifest = p.parent
      WHERE p.manifest = c.parent AND t.repository = f.repository)))
  AND NOT EXISTS (SELECT FROM referrer o WHERE o.repository = f.repository AND o.manifest = f.subject)`;

/** A row as an answer tells it. */
export function toOrphan(row: OrphanRow): Orphan {
  return {
    reference: `${row.host}/${row.name}@${fromDigestCode(row.code)}`,
    digest: fromDigestCode(row.code),
    subject: fromDigestCode(row.about),
    kind: kindOf(row.kind),
    tags: row.tags,
    ...(row.created === null ? {} : { created: row.created.toISOString() }),
    ...(row.bytes === null ? {} : { bytes: row.bytes }),
    place: [row.repository, row.subject, row.manifest],
  };
}
