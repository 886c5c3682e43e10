import type { CellState, EvidenceName } from '#lib/audit/audit';
import { cellStates } from '#lib/audit/audit';
import type { Severity } from '#lib/formats/documents/rows';
import type { EdgeSource } from '#lib/graph/model';
import type { Kind } from '#lib/oci/kind';
import { kinds } from '#lib/oci/kind';

// The numbers stand in databases: a new word gets the next one, and none is ever given to another word.

/** The states of evidence as the database counts them. */
export const stateCodes = {
  unknown: 0,
  none: 1,
  present: 2,
  valid: 3,
  matches: 4,
  failed: 5,
  'cannot-check': 6,
} as const satisfies Record<CellState, number>;

/** The states in the order of their numbers. */
export const storedStates = cellStates.toSorted((one, other) => stateCodes[one] - stateCodes[other]);

/** The kinds of evidence, in the order of their columns. */
export const evidenceCodes = {
  signature: 0,
  provenance: 1,
  sbom: 2,
  vex: 3,
  report: 4,
} as const satisfies Record<EvidenceName, number>;

/** In place of a number of open critical findings: nobody has counted them yet. */
export const neverCounted = -1;

/** Severities, the gravest first. */
export const severityCodes = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  negligible: 4,
  none: 5,
  unknown: 6,
} as const satisfies Record<Severity, number>;

export const kindCodes = {
  artifact: 0,
  image: 1,
  index: 2,
  signature: 3,
  attestation: 4,
  provenance: 5,
  sbom: 6,
  'vulnerability-report': 7,
  vex: 8,
  'test-result': 9,
  chart: 10,
  policy: 11,
  model: 12,
  wasm: 13,
  package: 14,
  'lazy-loading-index': 15,
  layer: 16,
  config: 17,
  'referrers-list': 18,
} as const satisfies Record<Kind, number>;

/** The kind with a number; `artifact` for one that a newer release has written. */
export function kindOf(code: number): Kind {
  return kinds.find((kind) => kindCodes[kind] === code) ?? 'artifact';
}

/** Who named a referrer: one bit for each. */
const sourceBits = {
  manifest: 1,
  'referrers-api': 2,
  'referrers-tag': 4,
  'cosign-tags': 8,
  buildkit: 16,
  external: 32,
} as const satisfies Record<EdgeSource, number>;

/** The bits of several sources together. */
export function bitsOf(sources: Iterable<EdgeSource>): number {
  let bits = 0;
  for (const source of sources) bits |= sourceBits[source];
  return bits;
}
