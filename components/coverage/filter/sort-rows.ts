import { rowNames } from '#components/coverage/stream/row-names.ts';
import { readableQuery } from '#components/ui/readable-query.ts';
import type { Sort } from '#components/ui/table/table-rows.ts';
import type { AuditRow, CellState, EvidenceName, ReportCell } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { worstFirst } from '#lib/audit/count-audit';
import { severities } from '#lib/formats/documents/rows';

/** The columns of the matrix. */
export const columnIds = ['name', 'kind', 'age', ...evidenceNames, 'verdict'] as const;
export type ColumnId = (typeof columnIds)[number];

const worst: Sort = { by: 'verdict', isDescending: false };

/** The order that an address asks for, the worst first where it asks for none: `-age`, `sbom`. */
export function readSort(search: string): Sort {
  const text = new URLSearchParams(search).get('sort') ?? '';
  const by = columnIds.find((id) => id === text.replace(/^-/, ''));
  return by === undefined ? worst : { by, isDescending: text.startsWith('-') };
}

/** The query of an address with another order. */
export function writeSort(search: string, { by, isDescending }: Sort): string {
  const query = new URLSearchParams(search);
  if (by === worst.by && !isDescending) query.delete('sort');
  else query.set('sort', `${isDescending ? '-' : ''}${by}`);
  return readableQuery(query);
}

/** The order after a press on a heading: ascending, descending, and the worst first again. */
export function pressSort(sort: Sort, by: ColumnId): Sort {
  if (sort.by !== by) return { by, isDescending: false };
  return sort.isDescending ? worst : { by, isDescending: true };
}

/** The rows in an order; within what is alike the worst comes first. What tells no age comes last either way. */
export function sortRows(rows: readonly AuditRow[], { by, isDescending }: Sort): readonly AuditRow[] {
  const base = worstFirst(rows);
  const id = columnIds.find((one) => one === by) ?? 'verdict';
  if (id === 'verdict') return isDescending ? base.toReversed() : base;
  if (id === 'age') return byAge(base, isDescending);
  const compare = id === 'name' ? compareNames(base) : id === 'kind' ? compareKinds : compareEvidence(id);
  return base.toSorted((one, other) => (isDescending ? -1 : 1) * compare(one, other));
}

const names = new Intl.Collator('en', { numeric: true });

function compareNames(rows: readonly AuditRow[]): (one: AuditRow, other: AuditRow) => number {
  const shown = new Map(rows.map((row) => [row, rowNames(row).reference]));
  return (one, other) => names.compare(shown.get(one) ?? '', shown.get(other) ?? '');
}

function compareKinds(one: AuditRow, other: AuditRow): number {
  return names.compare(one.kind ?? '', other.kind ?? '') || one.platforms.length - other.platforms.length;
}

/** The youngest first, descending the oldest. */
function byAge(rows: readonly AuditRow[], isDescending: boolean): readonly AuditRow[] {
  const times = new Map(rows.map((row) => [row, Date.parse(row.created ?? '')]));
  const timeOf = (row: AuditRow) => times.get(row) ?? Number.NaN;
  const known = rows.filter((row) => !Number.isNaN(timeOf(row)));
  const others = rows.filter((row) => Number.isNaN(timeOf(row)));
  const sign = isDescending ? 1 : -1;
  return [...known.toSorted((one, other) => sign * (timeOf(one) - timeOf(other))), ...others];
}

/** What an auditor has to look at first. */
const stateRanks = {
  failed: 0,
  none: 1,
  unknown: 2,
  'cannot-check': 3,
  present: 4,
  valid: 5,
  matches: 6,
} as const satisfies Record<CellState, number>;

function compareEvidence(name: EvidenceName): (one: AuditRow, other: AuditRow) => number {
  if (name === 'report') return compareReports;
  return ({ evidence: one }, { evidence: other }) =>
    stateRanks[one[name].state] - stateRanks[other[name].state];
}

/** What failed, then by the gravest that is open, by how much is, and by age; last what has no report. */
function compareReports({ evidence: one }: AuditRow, { evidence: other }: AuditRow): number {
  return (
    reportRank(one.report) - reportRank(other.report) ||
    severities.indexOf(one.report.worst ?? 'none') - severities.indexOf(other.report.worst ?? 'none') ||
    (other.report.open ?? 0) - (one.report.open ?? 0) ||
    (other.report.age ?? 0) - (one.report.age ?? 0)
  );
}

function reportRank({ state, open }: ReportCell): number {
  if (state === 'failed') return 0;
  if (state === 'none') return 3;
  return state === 'unknown' || open === undefined ? 2 : 1;
}
