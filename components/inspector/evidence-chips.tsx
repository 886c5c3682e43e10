'use client';
import { Badge, badgeClass } from '#components/ui/chip';
import { Skeleton } from '#components/ui/placeholder';
import { StateIcon } from '#components/ui/state-icon';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import { evidenceOf } from '#lib/graph/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';

type EvidenceChipsProps = {
  readonly state: GraphState;
  readonly onSelect: (digest: Digest) => void;
};

const words = {
  signature: 'Signature',
  provenance: 'Provenance',
  sbom: 'SBOM',
  vex: 'VEX',
  'vulnerability-report': 'Report',
} as const satisfies Record<EvidenceKind, string>;

/** Which evidence was found, which is not there, and of which nobody can tell; found says nothing about valid. */
export function EvidenceChips({ state, onSelect }: EvidenceChipsProps) {
  return (
    <ul aria-label="Evidence" className="flex gap-1.5">
      {evidenceOf(state).map((evidence) => (
        <li key={evidence.kind}>
          <EvidenceChip evidence={evidence} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  );
}

type EvidenceChipProps = { readonly evidence: Evidence; readonly onSelect: (digest: Digest) => void };

function EvidenceChip({ evidence, onSelect }: EvidenceChipProps) {
  const word = words[evidence.kind];
  switch (evidence.state) {
    case 'asking':
      return (
        <Badge className="text-muted">
          <Skeleton className="size-4 rounded-full" />
          {word}
        </Badge>
      );
    case 'found':
      return (
        <button
          type="button"
          className={`${badgeClass} hover:border-line-strong`}
          title={`${evidence.nodes.length} found; not verified`}
          onClick={() => evidence.nodes[0] !== undefined && onSelect(evidence.nodes[0])}
        >
          <StateIcon state="present" />
          {word}
          {evidence.nodes.length > 1 ? <span className="text-muted">{evidence.nodes.length}</span> : null}
        </button>
      );
    case 'none':
      return (
        <Badge className="text-muted" title={`Asked, and none found: ${evidence.asked.join(', ')}`}>
          <StateIcon state="none" />
          No {word === 'SBOM' || word === 'VEX' ? word : word.toLowerCase()}
        </Badge>
      );
    case 'unknown':
      return (
        <Badge className="text-warn" title={`Could not be determined: ${evidence.reason}`}>
          <StateIcon state="unknown" className="text-warn" />
          {word}: not known
        </Badge>
      );
    default:
      return evidence satisfies never;
  }
}
