import type { PlanRequestDocument } from '#lib/api/contract/plan-request-contract';
import type { CleanupRow } from '#lib/retention/cleanup-lists';
import type { Retention } from '#lib/retention/retain';

/** What tells one row of a list from the others. */
export function cleanupRowKey({ artifact, tags }: CleanupRow): string {
  return [artifact.digest, ...tags].join(' ');
}

/** The plan that deletes these rows of a repository (`host/name`), archive first. */
export function requestOfRows(ref: string, rows: readonly CleanupRow[]): PlanRequestDocument {
  return listed(
    ref,
    rows.map(({ artifact }) => artifact.digest),
    rows.flatMap(({ tags }) => tags),
  );
}

/** The plan that deletes what rules choose. */
export function requestOfRetention(ref: string, { decisions }: Retention): PlanRequestDocument {
  const chosen = decisions.filter(({ fate }) => fate === 'goes').map(({ artifact }) => artifact);
  return listed(
    ref,
    chosen.map(({ digest }) => digest),
    chosen.flatMap(({ tags, madeTags }) => [...tags, ...madeTags]),
  );
}

function listed(
  ref: string,
  digests: Extract<PlanRequestDocument, { scope: 'listed' }>['digests'],
  tags: readonly string[],
): PlanRequestDocument {
  return {
    action: 'delete',
    scope: 'listed',
    ref,
    digests: [...new Set(digests)],
    tags: [...new Set(tags)],
    archive: true,
  };
}
