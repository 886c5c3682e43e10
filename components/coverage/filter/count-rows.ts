import type { AuditRow } from '#lib/audit/audit';
import type { CoverageFilter } from './coverage-filter.ts';
import { showsAll } from './coverage-filter.ts';
import { filterRows } from './filter-rows.ts';

/** The counts above the matrix, and the filter that each of them stands for. */
export const headCounts = [
  { id: 'signed', filter: { has: ['signature'] } },
  { id: 'failed', filter: { states: ['signature:failed'] } },
  { id: 'sbom', filter: { has: ['sbom'] } },
  { id: 'provenance', filter: { has: ['provenance'] } },
  { id: 'report', filter: { report: ['within-7d'] } },
  { id: 'unknown', filter: { states: ['unknown'] } },
] as const satisfies readonly { readonly id: string; readonly filter: Partial<CoverageFilter> }[];

type HeadCountId = (typeof headCounts)[number]['id'];

/** How many rows each count above the matrix leaves. */
export function countHeads(rows: readonly AuditRow[], now: number): Readonly<Record<HeadCountId, number>> {
  const count = (change: Partial<CoverageFilter>) => filterRows(rows, { ...showsAll, ...change }, now).length;
  const [signed, failed, sbom, provenance, report, unknown] = headCounts;
  return {
    signed: count(signed.filter),
    failed: count(failed.filter),
    sbom: count(sbom.filter),
    provenance: count(provenance.filter),
    report: count(report.filter),
    unknown: count(unknown.filter),
  };
}

/** How many rows are left when this part of the filter has this value alone. */
export function countChoice(rows: readonly AuditRow[], part: Partial<CoverageFilter>, now: number): number {
  return filterRows(rows, { ...showsAll, ...part }, now).length;
}
