import type { EvidenceKind } from '#lib/graph/evidence';

/** The columns of evidence: the name of each in an address, what stands above it, and what it is called in a sentence. */
export const evidenceColumns = [
  { kind: 'signature', id: 'signature', head: 'Sig', title: 'Signature', word: 'signature' },
  { kind: 'provenance', id: 'provenance', head: 'Prov', title: 'Provenance', word: 'provenance' },
  { kind: 'sbom', id: 'sbom', head: 'SBOM', title: 'SBOM', word: 'SBOM' },
  { kind: 'vex', id: 'vex', head: 'VEX', title: 'VEX', word: 'VEX' },
  { kind: 'vulnerability-report', id: 'report', head: 'Rep', title: 'Report', word: 'report' },
] as const satisfies readonly {
  readonly kind: EvidenceKind;
  readonly id: string;
  readonly head: string;
  readonly title: string;
  readonly word: string;
}[];
