import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { RepositoryPattern } from '#lib/roles/repository-pattern';

/** Whose question it is, and about what. */
export type QuestionScope = {
  /** The patterns of all repositories that the caller may read; undefined where they may read every one. */
  readonly reach: readonly RepositoryPattern[] | undefined;
  /** Of one registry. */
  readonly host?: string | undefined;
  /** Of one repository there. */
  readonly repository?: string | undefined;
};

/** The patterns that somebody may read whose rights are these; undefined where they may read everything. */
export function reachOf(
  rights: readonly { readonly repositories: readonly RepositoryPattern[] | undefined }[],
): QuestionScope['reach'] {
  const reach: RepositoryPattern[] = [];
  for (const { repositories } of rights) {
    if (repositories === undefined) return undefined;
    reach.push(...repositories);
  }
  return reach;
}

/**
 * The repositories that a question is about, as `reachable (id, host, name, scanned_at, listed_at)` for the WITH of a query. The
 * inventory was made with an account that reads more than its callers may: each query joins this, and nothing else
 * lets a row out.
 */
export function reachable({ reach, host, repository }: QuestionScope): RawBuilder<unknown> {
  const patterns = reach?.map(toExpression);
  return sql`reachable AS MATERIALIZED (
    SELECT r.id, g.host, r.name, r.scanned_at, g.listed_at FROM repository r JOIN registry g ON g.id = r.registry
    WHERE r.gone_at IS NULL
      AND ${patterns === undefined ? sql`true` : sql`(g.host || '/' || r.name) ~ ANY (${patterns}::text[])`}
      AND ${host === undefined ? sql`true` : sql`g.host = ${host}`}
      AND ${repository === undefined ? sql`true` : sql`r.name = ${repository}`})`;
}

/**
 * True of rows whose repository is {@link reachable}. It is looked up in a table of hashes: a join would go through all
 * repositories for each row, since nobody can tell beforehand how many there are.
 */
export function within(repository: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(${repository} IN (SELECT id FROM reachable)) IS TRUE`;
}

/** The regular expression of a pattern: `*` is any text inside one part, `**` one or more whole parts. */
function toExpression(pattern: RepositoryPattern): string {
  const parts = pattern.split('/').map((part) =>
    part === '**'
      ? '[^/]+(?:/[^/]+)*'
      : part
          .split('*')
          .map((text) => text.replaceAll(/[^a-z0-9]/g, (character) => `\\${character}`))
          .join('[^/]*'),
  );
  return `^${parts.join('/')}$`;
}
