'use client';
import { Badge, badgeClass } from '#components/ui/chip';
import { Skeleton } from '#components/ui/placeholder';
import { StateIcon } from '#components/ui/state-icon';
import { checkOf, checkOfKind } from '#lib/graph/check';
import type { Evidence, EvidenceKind } from '#lib/graph/evidence';
import { evidenceOf } from '#lib/graph/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
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

/** Which evidence was found, which is missing, and which is unknown. Found does not mean valid. */
export function EvidenceChips({ state, onSelect }: EvidenceChipsProps) {
  return (
    <ul aria-label="Evidence" className="flex gap-1.5">
      {evidenceOf(state).map((evidence) => (
        <li key={evidence.kind}>
          <EvidenceChip evidence={evidence} nodes={state.nodes} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  );
}

type EvidenceChipProps = Pick<EvidenceChipsProps, 'onSelect'> & {
  readonly evidence: Evidence;
  readonly nodes: GraphState['nodes'];
};

function EvidenceChip({ evidence, nodes, onSelect }: EvidenceChipProps) {
  const word = words[evidence.kind];
  switch (evidence.state) {
    case 'asking':
      return (
        <Badge className="text-muted">
          <Skeleton className="size-4 rounded-full" />
          {word}
        </Badge>
      );
    case 'found': {
      const found = evidence.nodes.flatMap((digest) => nodes.get(digest) ?? []);
      return <FoundChip kind={evidence.kind} found={found} where={evidence.where} onSelect={onSelect} />;
    }
    case 'none':
      return (
        <Badge className="text-muted" title={`None found. Asked: ${evidence.asked.join(', ')}`}>
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

type FoundChipProps = Pick<EvidenceChipsProps, 'onSelect'> & {
  readonly kind: EvidenceKind;
  readonly found: readonly GraphNode[];
  /** What it is attached to, for an index. */
  readonly where: string | undefined;
};

/** Evidence that was found, with the check of its signatures; selects what failed, or else the first. */
function FoundChip({ kind, found, where, onSelect }: FoundChipProps) {
  const check = checkOfKind(kind, found);
  const isFailed = check?.state === 'failed';
  const target = found.find((node) => checkOf(node)?.state === 'failed') ?? found[0];
  return (
    <button
      type="button"
      className={`${badgeClass} ${isFailed ? 'border-bad text-bad' : 'hover:border-line-strong'}`}
      title={`${found.length} found${where === undefined ? '' : ` ${where}`}; ${check?.text ?? 'not checked'}`}
      onClick={() => target !== undefined && onSelect(target.digest)}
    >
      <StateIcon state={check?.state ?? 'present'} />
      {words[kind]}
      {found.length > 1 && !isFailed ? <span className="text-muted">{found.length}</span> : null}
      {check === undefined ? null : <span className={isFailed ? '' : 'text-muted'}>{check.text}</span>}
    </button>
  );
}
