import type { Audit, AuditRow, EvidenceCell, RowEvidence } from '#lib/audit/audit';
import { countAudit } from '#lib/audit/count-audit';
import type { Severity } from '#lib/formats/documents/rows';
import type { Findings } from '#lib/formats/findings/joined-findings';
import { countSeverities } from '#lib/formats/findings/severity-counts';
import { digestOf } from './graph-example.ts';

/** A kind of evidence that is proven not to be there, unless `change` says otherwise. */
export function cellOf(change: Partial<EvidenceCell> = {}): EvidenceCell {
  return { state: 'none', count: 0, digests: [], ...change };
}

/** An artifact without any evidence, unless `change` says otherwise. */
export function evidenceWith(change: Partial<RowEvidence> = {}): RowEvidence {
  return {
    signature: cellOf(),
    provenance: cellOf(),
    sbom: cellOf(),
    vex: cellOf(),
    report: cellOf(),
    ...change,
  };
}

/** An image of one platform that passes and has no evidence, unless `change` says otherwise. */
export function rowWith(change: Partial<AuditRow> = {}): AuditRow {
  return {
    reference: 'localhost:5000/acme/web:1.0',
    digest: digestOf(1),
    tags: ['1.0'],
    kind: 'image',
    platforms: [],
    evidence: evidenceWith(),
    verdict: 'pass',
    why: [],
    ...change,
  };
}

type ExampleFinding = { readonly severity: Severity; readonly scannedAt: string };

/** One report on the image 1 with one finding that is open. */
export function findingsWith({ severity, scannedAt }: ExampleFinding): Findings {
  return {
    about: digestOf(1),
    reference: 'localhost:5000/acme/web:1.0',
    reports: [
      {
        digest: digestOf(2),
        tool: 'Trivy',
        scannedAt,
        about: digestOf(1),
        title: 'Trivy',
        format: 'trivy',
        newestBy: 'only',
        older: 0,
        findings: 1,
      },
    ],
    statements: [],
    counts: {
      open: 1,
      notAffected: 0,
      fixed: 0,
      underInvestigation: 0,
      affected: 0,
      suppressed: 0,
      disagreeing: 0,
      fixable: 0,
    },
    bySeverity: countSeverities([severity]),
    beside: { misconfigurations: 0, secrets: 0, licences: 0, code: 0 },
    rows: [
      {
        vulnerability: 'CVE-2026-1',
        aliases: [],
        severity,
        fixedIn: [],
        tools: ['Trivy'],
        about: [digestOf(1)],
        state: 'open',
      },
    ],
    unread: [],
    sboms: [],
    provenance: [],
    isComplete: true,
  };
}

/** An audit of these artifacts that looked at everything, unless `change` says otherwise. */
export function auditWith(rows: readonly AuditRow[], change: Partial<Audit> = {}): Audit {
  return {
    scope: 'localhost:5000/acme/web',
    require: [],
    asOf: '2026-11-26T12:00:00.000Z',
    complete: true,
    counts: countAudit(rows),
    rows,
    limits: [],
    ...change,
  };
}
