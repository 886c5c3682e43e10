import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { fromDigestCode } from '#lib/inventory/store/digest-code';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { escapeLike, queryRows } from '#lib/inventory/store/query-rows';
import { isBefore } from '#lib/inventory/versions/compare-versions';
import type { Digest } from '#lib/oci/digest';
import { questionLimits } from './limits.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable, within } from './reachable.ts';
import type { SearchCursor } from './search-cursor.ts';
import type { SearchKind, SearchTable } from './search-kinds.ts';
import { searchTables } from './search-kinds.ts';

/** A name in documents. */
export type FoundName = {
  readonly id: number;
  readonly name: string;
  /** The type of a package, the issuer of a signer; empty elsewhere. */
  readonly type: string;
  readonly version: string;
};

/** One artifact that has a name. */
type FoundArtifact = {
  readonly found: FoundName;
  readonly host: string;
  readonly repository: string;
  readonly digest: Digest;
  /** Its own tags; where it has none, those of the indexes that hold it. */
  readonly tags: readonly string[];
  /** A next page begins behind it. */
  readonly place: SearchCursor['place'];
};

/** Packages of a name whose version is before another. */
type NamesBelow = {
  readonly names: readonly FoundName[];
  /** Versions that no known order compares with that one. */
  readonly notCompared: readonly FoundName[];
};

type PairRow = {
  readonly ord: number;
  readonly repository: number;
  readonly subject: number;
  readonly host: string;
  readonly name: string;
  readonly code: string;
  readonly tags: readonly string[];
};

/** Names of a kind that contain a text, in any case, in their order; from the one with that number on, or all from 0. */
export async function findNames(
  database: InventoryDatabase,
  kind: Exclude<SearchKind, 'repository'>,
  text: string,
  from: number,
  max: number,
): Promise<readonly FoundName[]> {
  const { table, text: name, type, version, isUsed } = searchTables[kind];
  const pattern = `%${escapeLike(text)}%`;
  const order = sql`${name}, ${type}, ${version}, x.id`;
  // No entry is ever removed.
  const isFrom = sql`AND (${order}) >= (SELECT ${order} FROM ${sql.table(table)} x WHERE x.id = ${from})`;
  return await queryRows(
    database,
    sql<FoundName>`SELECT x.id, ${name} AS name, ${type} AS type, ${version} AS version FROM ${sql.table(table)} x
      WHERE ${name} ILIKE ${pattern} AND ${isUsed} ${from === 0 ? sql`` : isFrom}
      ORDER BY 2, 3, 4, 1 LIMIT ${max}`,
  );
}

/** The versions of a package that are before one, each in the order of its ecosystem. `name` may be without its namespace. */
export async function findNamesBelow(
  database: InventoryDatabase,
  name: string,
  below: string,
): Promise<NamesBelow> {
  const pattern = `%/${escapeLike(name)}`;
  const versions = await queryRows(
    database,
    sql<FoundName>`SELECT id, name, type, version FROM package
      WHERE name = ${name} OR name ILIKE ${pattern}
      ORDER BY name, type, version, id LIMIT ${questionLimits.versionsMax}`,
  );
  const names: FoundName[] = [];
  const notCompared: FoundName[] = [];
  for (const one of versions) {
    const isLower = isBefore(one.type, one.version, below);
    if (isLower === undefined) notCompared.push(one);
    else if (isLower) names.push(one);
  }
  return { names, notCompared };
}

/** The artifacts that have these names, in the order of the names, behind a place; at most `max`. */
export async function findArtifacts(
  database: InventoryDatabase,
  scope: QuestionScope,
  kind: Exclude<SearchKind, 'repository'>,
  names: readonly FoundName[],
  place: SearchCursor['place'],
  max: number,
): Promise<readonly FoundArtifact[]> {
  const rows = await queryRows(database, pairs(scope, searchTables[kind], names, place, max));
  return rows.flatMap(({ ord, host, name, code, tags, repository, subject }) => {
    const found = names[ord - 1];
    if (found === undefined) return [];
    return [
      { found, host, repository: name, digest: fromDigestCode(code), tags, place: [repository, subject] },
    ];
  });
}

function pairs(
  scope: QuestionScope,
  { manifests, evidence }: SearchTable,
  names: readonly FoundName[],
  [repository, subject]: SearchCursor['place'],
  max: number,
): RawBuilder<PairRow> {
  const ids = names.map(({ id }) => id);
  // What a platform says itself is found under its index; what hangs on one hangs on it.
  const parts =
    evidence === undefined
      ? sql`UNION ALL SELECT t.repository, c.manifest FROM child c JOIN tag t ON t.manifest = c.parent
          WHERE c.manifest = x.manifest`
      : sql``;
  // Name by name, and no further than to the end of the page: one name may be in every image.
  return sql<PairRow>`WITH ${reachable(scope)},
    found AS (
      SELECT u.ord::int AS ord, a.repository, a.subject FROM unnest(${ids}::int[]) WITH ORDINALITY AS u(id, ord)
      CROSS JOIN LATERAL (
        SELECT DISTINCT p.repository, p.subject FROM (${manifests}) AS x
        CROSS JOIN LATERAL (
          SELECT f.repository, f.subject FROM referrer f WHERE f.manifest = x.manifest
          UNION ALL SELECT t.repository, t.manifest FROM tag t WHERE t.manifest = x.manifest ${parts}) AS p
        WHERE ${within(sql`p.repository`)} AND (u.ord, p.repository, p.subject) > (1, ${repository}::int, ${subject}::int)
        ORDER BY 1, 2 LIMIT ${max}) AS a
      LIMIT ${max})
    SELECT f.ord, f.repository, f.subject, g.host, r.name, encode(m.digest, 'hex') AS code,
      ARRAY(SELECT t.name FROM tag t WHERE t.repository = f.repository AND t.manifest = ANY (
          CASE WHEN EXISTS (SELECT FROM tag o WHERE o.repository = f.repository AND o.manifest = f.subject)
            THEN ARRAY[f.subject] ELSE ARRAY(SELECT c.parent FROM child c WHERE c.manifest = f.subject) END)
        ORDER BY t.name LIMIT ${questionLimits.tagsOfRow}) AS tags
    FROM found f JOIN repository r ON r.id = f.repository JOIN registry g ON g.id = r.registry
    JOIN manifest m ON m.id = f.subject ORDER BY 1, 2, 3`;
}
