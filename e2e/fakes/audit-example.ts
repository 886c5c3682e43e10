import type { AuditRow, EvidenceCell, RowEvidence } from '#lib/audit/audit';
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
