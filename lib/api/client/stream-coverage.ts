import { apiLimits } from '#lib/api/limits';
import type { JsonOf } from '#lib/api/routes/route-types';
import type { AuditEvent, AuditRow } from '#lib/audit/audit';
import { countAudit } from '#lib/audit/count-audit';
import { callRoute } from './client.ts';

type CoveragePage = JsonOf<'GET /api/coverage'>;
type Counts = NonNullable<CoveragePage['counts']>;

/** What is asked: a registry, and what is required of its artifacts. */
type CoverageScope = { readonly host: string; readonly require?: string | undefined };

/** What is said of a row that a scan has found, and that the registry was not asked for since. */
export const inventoryNote = 'This is from the inventory. The registry is asked while the row is in sight.';

/**
 * What was scanned of a registry, as the events of an audit: page by page, and last the end. It ends without an event
 * where the registry is not known as a whole: nobody has listed its repositories, or most of them were not scanned yet.
 *
 * @throws ProblemError with the code of the server
 */
export async function* streamCoverage(
  { host, require }: CoverageScope,
  signal: AbortSignal,
): AsyncGenerator<readonly AuditEvent[]> {
  const ask = (n: number, last: string | undefined) =>
    callRoute('GET /api/coverage', { host, require, n, last }, { signal });
  const first = await ask(apiLimits.tableRows, undefined);
  const { counts, rules } = first;
  if (counts === undefined || rules === undefined || !isKnown(counts)) return;
  const rows: AuditRow[] = [];
  let page: CoveragePage = first;
  while (true) {
    const found = page.rows.map((row) => ({ ...row, notes: [...(row.notes ?? []), inventoryNote] }));
    rows.push(...found);
    const progress = { type: 'progress', done: rows.length, known: counts.artifacts } as const;
    yield [...found.map((row) => ({ type: 'row', row }) as const), progress];
    if (page.next === undefined) break;
    page = await ask(apiLimits.answerRowsMax, page.next);
  }
  const limits = gapsOf(counts, first.notAsked);
  yield [
    {
      ...{ type: 'end', scope: host, ...rules },
      asOf: first.asOf ?? new Date(0).toISOString(),
      complete: limits.length === 0,
      counts: countAudit(rows),
      limits,
    },
  ];
}

function isKnown({ artifacts, repositories, unscannedRepositories, isListed }: Counts): boolean {
  return artifacts > 0 && isListed && unscannedRepositories <= repositories / 2;
}

/** Why the inventory may not hold every artifact, in sentences. */
function gapsOf({ unscannedRepositories, unresolvedTags }: Counts, notAsked = 0): readonly string[] {
  const many = (count: number, noun: string, plural: string) =>
    `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
  return [
    ...(unscannedRepositories === 0
      ? []
      : [`The tags of ${many(unscannedRepositories, 'repository', 'repositories')} are not all known yet.`]),
    ...(notAsked === 0
      ? []
      : [
          `The registry did not say whether you may read ${many(notAsked, 'repository', 'repositories')}: left out.`,
        ]),
    ...(unresolvedTags === 0
      ? []
      : [`Nobody could tell to what ${many(unresolvedTags, 'tag points', 'tags point')}.`]),
  ];
}
