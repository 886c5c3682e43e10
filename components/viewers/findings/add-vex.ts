import type { FindingRow } from '#lib/formats/documents/rows';
import type { Findings, JoinedFinding } from '#lib/formats/findings/joined-findings';

/** A finding of a report with what is known of it beside the report. */
export type ShownFinding = FindingRow & {
  /** What all reports and VEX statements together say; undefined while that is not known. */
  readonly joined: JoinedFinding | undefined;
  readonly isExcused: boolean;
};

/** The findings of a report, each with the VEX statements that apply to it. */
export function addVex(
  rows: readonly FindingRow[],
  findings: Pick<Findings, 'rows'> | undefined,
): readonly ShownFinding[] {
  const byName = new Map<string, JoinedFinding[]>();
  for (const joined of findings?.rows ?? []) {
    for (const name of [joined.vulnerability, ...joined.aliases]) {
      const key = name.toLowerCase();
      const known = byName.get(key);
      if (known === undefined) byName.set(key, [joined]);
      else known.push(joined);
    }
  }
  return rows.map((row) => {
    const named = [row.id, ...row.aliases].flatMap((name) => byName.get(name.toLowerCase()) ?? []);
    const joined = named.find((candidate) => isOfPackage(row, candidate));
    return { ...row, joined, isExcused: joined?.state === 'excused' };
  });
}

function isOfPackage(row: FindingRow, { package: of }: JoinedFinding): boolean {
  if (of === undefined) return row.package === undefined && row.purl === undefined;
  if (row.purl !== undefined && of.purl !== undefined) return bare(row.purl) === bare(of.purl);
  return row.package === of.name && (row.version ?? '') === (of.version ?? '');
}

function bare(purl: string): string {
  return purl.replace(/[?#].*$/s, '');
}
