import type { Audit, AuditRow, EvidenceCell, ReportCell } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { evidenceStateWords } from '#lib/graph/verification/check-words';

/** Each verdict in words. */
export const verdictWords = { pass: 'passes', fail: 'fails', unknown: 'not determined' } as const;

/** A cell in a few words: `valid, some platforms`. */
export function cellText({ state, on }: EvidenceCell): string {
  return on === 'some platforms' ? `${evidenceStateWords[state]}, ${on}` : evidenceStateWords[state];
}

/** A report in a few words: `3 open, worst critical, 9 days old`. */
export function reportText(cell: ReportCell): string {
  const { state, open, worst, age } = cell;
  if (state === 'none' || state === 'unknown') return cellText(cell);
  return [
    open === undefined ? 'open findings not determined' : `${open} open`,
    ...(worst === undefined ? [] : [`worst ${worst}`]),
    ...(age === undefined ? [] : [age === 1 ? '1 day old' : `${age} days old`]),
  ].join(', ');
}

/** What a person calls an artifact in its repository: its tags, or its digest. */
export function artifactName({ reference, tags }: AuditRow): string {
  return tags.length > 0 ? tags.join(', ') : reference.slice(reference.lastIndexOf('/') + 1);
}

/** A moment as `26 Nov 2026, 10:31 UTC`; the text itself where it is none. */
export function utcText(moment: string): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return moment;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone: 'UTC',
  });
  return `${format.format(time)} UTC`;
}

/** What is not determined of each artifact, one sentence for each artifact that has any. */
export function undeterminedRows({
  rows,
}: Pick<Audit, 'rows'>): readonly { readonly row: AuditRow; readonly text: string }[] {
  return rows.flatMap((row) => {
    const cells = evidenceNames.flatMap((name) => {
      const { state, reason, doubt } = row.evidence[name];
      if (state !== 'unknown' && doubt === undefined) return [];
      const why = reason ?? doubt;
      return [why === undefined ? `${name} is not determined` : `${name}: ${why.replace(/\.$/, '')}`];
    });
    const verdict = row.verdict === 'unknown' ? row.why : [];
    const all = [...cells.map((cell) => `${cell}.`), ...verdict];
    return all.length === 0 ? [] : [{ row, text: [...new Set(all)].join(' ') }];
  });
}
