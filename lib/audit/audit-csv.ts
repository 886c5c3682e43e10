import { csvLineOf } from '#lib/text/csv-line';
import { cleanText } from '#lib/text/untrusted-text';
import type { Audit, AuditRow } from './audit.ts';
import { evidenceNames } from './audit.ts';
import { auditLimits } from './limits.ts';

const head = [
  'reference',
  'digest',
  'tags',
  'kind',
  'created',
  'platforms',
  ...evidenceNames.flatMap((name) => [name, `${name} on`, `${name} reason`]),
  'report age in days',
  'worst open',
  'open',
  'verdict',
  'why',
];

/** An audit as a table for a spreadsheet, a line for each artifact, in the order of its rows. */
export function auditCsv({ rows }: Pick<Audit, 'rows'>): string {
  return `${csvLineOf(head)}${rows.map(lineOf).join('')}`;
}

function lineOf(row: AuditRow): string {
  const { evidence } = row;
  return csvLineOf([
    row.reference,
    row.digest,
    row.tags.join(' '),
    row.kind,
    row.created,
    row.platforms.map(({ platform }) => platform).join(' '),
    ...evidenceNames.flatMap((name) => {
      const { state, on, reason } = evidence[name];
      return [state, on, reason === undefined ? undefined : sentence(reason)];
    }),
    evidence.report.age,
    evidence.report.worst,
    evidence.report.open,
    row.verdict,
    sentence(row.why.join(' ')),
  ]);
}

function sentence(text: string): string {
  return cleanText(text, auditLimits.cellMaxCharacters);
}
