import { digestOf } from '#e2e/fakes/graph-example';
import type {
  AuditPlatform,
  AuditRow,
  EvidenceCell,
  EvidenceName,
  ReportCell,
  RowEvidence,
} from '#lib/audit/audit';

const none = { state: 'none', count: 0, digests: [] } as const;

/** Evidence that is proven not to be there, but for these cells. */
export function evidenceWith(
  cells: Readonly<Partial<Record<EvidenceName, Partial<ReportCell>>>> = {},
): RowEvidence {
  const cell = (name: EvidenceName): EvidenceCell => ({ ...none, ...cells[name] });
  return {
    signature: cell('signature'),
    provenance: cell('provenance'),
    sbom: cell('sbom'),
    vex: cell('vex'),
    report: cell('report'),
  };
}

/** An artifact of `localhost:5000/acme/web` under its number as a tag. */
export function auditRowOf(number: number, change: Partial<AuditRow> = {}): AuditRow {
  const tags = change.tags ?? [`${number}.0`];
  return {
    reference: `localhost:5000/acme/web:${tags[0] ?? number}`,
    digest: digestOf(number),
    tags,
    platforms: [],
    evidence: evidenceWith(),
    verdict: 'pass',
    why: ['The artifact meets all requirements.'],
    ...change,
  };
}

/** A platform of an artifact. */
export function auditPlatformOf(platform: string, evidence: RowEvidence = evidenceWith()): AuditPlatform {
  return { platform, digest: digestOf(platform.length), evidence };
}
