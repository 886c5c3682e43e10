import type { ShownAudit } from '#components/coverage/stream/shown-audit.ts';
import type { Audit, StatedRequirements } from '#lib/audit/audit';
import { countAudit } from '#lib/audit/count-audit';
import { readStatedRequirements, requiredNames } from '#lib/audit/read-requirements';

/** What of an audit is written: all that was read, or what the filter of the page leaves. */
type Part = 'read' | 'shown';

/**
 * What was read as the document of `GET /api/audit`. What is not in it is said in `limits`: rows that the filter hides,
 * and artifacts that are not read yet; such a document is not complete. `requirements` counts where the answer of the
 * server has not come to its end.
 */
export function exportedAudit(
  { query, state, shown, isFiltered }: ShownAudit,
  part: Part,
  requirements: StatedRequirements,
  now: Date,
): Audit {
  const { end } = state;
  const rows = part === 'shown' ? shown : [...state.rows.values()];
  const notes = [
    ...(part === 'shown' && isFiltered
      ? [`With a filter: ${rows.length} of ${state.rows.size} artifacts.`]
      : []),
    ...(query.repositories === undefined
      ? []
      : [`Only these repositories are included: ${query.repositories.split(',').join(', ')}.`]),
    ...(end === undefined ? [unreadSentence(state.rows.size, state.known)] : []),
  ];
  const stated = end?.requirements ?? requirements;
  return {
    scope: end?.scope ?? query.ref,
    require: end?.require ?? requiredNames(readStatedRequirements(stated)),
    requirements: stated,
    ...(end?.policy === undefined ? {} : { policy: end.policy }),
    asOf: end?.asOf ?? now.toISOString(),
    complete: end?.complete === true && notes.length === 0,
    counts: countAudit(rows),
    rows,
    limits: [...notes, ...state.limits.filter((limit) => !notes.includes(limit))],
  };
}

function unreadSentence(read: number, known: number): string {
  return known > read
    ? `Stopped early: ${read} of ${known} artifacts are read.`
    : 'Stopped early: there may be more artifacts.';
}

/** The name of a file with this audit: `audit-acme-web-2026-11-26.csv`, with `filtered` where a filter is applied. */
export function exportName({ scope, asOf }: Audit, isFiltered: boolean, ending: string): string {
  const place = scope.replace(/[^A-Za-z0-9.]+/g, '-').slice(-nameMax);
  return `audit-${place}-${asOf.slice(0, 10)}${isFiltered ? '-filtered' : ''}.${ending}`;
}

/** File systems take 255 bytes. */
const nameMax = 120;
