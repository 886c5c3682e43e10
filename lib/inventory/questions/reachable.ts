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
  /** Those of them that the registries let the caller read, and how many could not be asked about; where that is asked. */
  readonly readable?: { readonly ids: readonly number[]; readonly notAsked: number } | undefined;
};

/** How much an answer leaves out because nobody could tell whether the caller may read it. */
export function notAskedOf({ readable }: QuestionScope): { readonly notAsked?: number } {
  const { notAsked = 0 } = readable ?? {};
  return notAsked === 0 ? {} : { notAsked };
}

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
export function reachable({ reach, host, repository, readable }: QuestionScope): RawBuilder<unknown> {
  const patterns = reach?.map(toExpression);
  return sql`reachable AS MATERIALIZED (
    SELECT r.id, g.host, r.name, r.scanned_at, g.listed_at FROM repository r JOIN registry g ON g.id = r.registry
    WHERE r.gone_at IS NULL
      AND ${patterns === undefined ? sql`true` : sql`(g.host || '/' || r.name) ~ ANY (${patterns}::text[])`}
      AND ${host === undefined ? sql`true` : sql`g.host = ${host}`}
      AND ${repository === undefined ? sql`true` : sql`r.name = ${repository}`}
      AND ${readable === undefined ? sql`true` : sql`r.id = ANY (${readable.ids}::int[])`})`;
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
