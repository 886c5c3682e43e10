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
  'as of',
  'complete',
  'left out',
];

/**
 * An audit as a table for a spreadsheet, a line for each artifact, in the order of its rows. A table has no place beside
 * its lines: each says when the audit was made and what was left out of it.
 */
export function auditCsv({ rows, asOf, complete, limits }: TableParts): string {
  const last = [asOf, complete ? 'yes' : 'no', sentence(limits.join(' '))];
  return `${csvLineOf(head)}${rows.map((row) => csvLineOf([...cellsOf(row), ...last])).join('')}`;
}

type TableParts = Pick<Audit, 'rows' | 'asOf' | 'complete' | 'limits'>;

function cellsOf(row: AuditRow): Parameters<typeof csvLineOf>[0] {
  const { evidence } = row;
  return [
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
  ];
}

function sentence(text: string): string {
  return cleanText(text, auditLimits.cellMaxCharacters);
}
