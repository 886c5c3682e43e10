import type { GraphNode } from '#lib/graph/model';
import type { CheckState, EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Digest } from '#lib/oci/digest';
import type { Kind, Part } from '#lib/oci/kind';
import { isSigned } from '#lib/oci/kind';

/** One document or signature of a kind, and what its check came to. */
export type EvidencePiece = {
  /** The manifest that carries it. */
  readonly digest: Digest;
  readonly state: CheckState;
  /** One sentence of the check. */
  readonly reason?: string;
  /** Whether it is signed, and its signature was not judged. */
  readonly isUnchecked: boolean;
};

/**
 * Every piece of one kind that hangs on one of the subjects: those that the graph names, and those that only the
 * verification met. A document without a signature of its own takes the state of a signature that hangs on it.
 */
export function piecesOf(
  kind: Kind,
  nodes: readonly GraphNode[],
  checks: readonly EvidenceCheck[],
  subjects: ReadonlySet<Digest>,
): readonly EvidencePiece[] {
  const known = new Set(nodes.map(({ digest }) => digest));
  const direct = checks.filter(({ through }) => through !== 'referrer');
  const met = direct.filter(
    (check) => check.kind === kind && subjects.has(check.about) && !known.has(check.digest),
  );
  return [...nodes.flatMap((node) => ofNode(kind, node, checks, direct)), ...met.map(checked)];
}

function ofNode(
  kind: Kind,
  node: GraphNode,
  checks: readonly EvidenceCheck[],
  direct: readonly EvidenceCheck[],
): readonly EvidencePiece[] {
  const own = direct.filter(({ digest }) => digest === node.digest);
  const parts = node.parts?.filter((part) => part.kind === kind) ?? [];
  if (parts.length === 0) return own.length > 0 ? own.map(checked) : [vouched(node.digest, node, checks)];
  return parts.flatMap((part) => {
    const about = own.filter(({ blob }) => blob === part.digest);
    return about.length > 0 ? about.map(checked) : [vouched(node.digest, part, checks)];
  });
}

function checked({ digest, state, reason }: EvidenceCheck): EvidencePiece {
  return { digest, state, reason, isUnchecked: false };
}

function vouched(
  digest: Digest,
  form: Pick<Part, 'kind' | 'format' | 'envelope'>,
  checks: readonly EvidenceCheck[],
): EvidencePiece {
  const signatures = checks.filter(
    ({ kind, about, through }) => kind === 'signature' && about === digest && through === 'referrer',
  );
  const good = (['matches', 'valid'] as const).flatMap(
    (state) => signatures.find((check) => check.state === state) ?? [],
  )[0];
  if (good !== undefined) return checked({ ...good, digest });
  const isOpen = signatures.some(({ state }) => state === 'cannot-check');
  return { digest, state: 'present', isUnchecked: isOpen || isSigned(form) };
}
