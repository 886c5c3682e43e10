import type { EvidenceByPlace, PlacedEvidence } from '#lib/graph/evidence';
import { evidenceByPlace } from '#lib/graph/evidence';
import type { GraphState } from '#lib/graph/graph-state';
import { listedPlatforms } from '#lib/graph/listed-platforms';
import type { GraphNode } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Verification } from '#lib/graph/verification/verification';
import { parseCreated } from '#lib/oci/created';
import type { Digest } from '#lib/oci/digest';
import type { AuditPlatform, AuditRow, EvidenceCell, EvidenceName, RowEvidence } from './audit.ts';
import { cellOf, unknownCell } from './cell-of.ts';
import { piecesOf } from './pieces-of.ts';
import type { FindingsOrReason } from './report-cell.ts';
import { reportCell } from './report-cell.ts';

/** What is known of one artifact. */
export type RowParts = Pick<AuditRow, 'reference' | 'digest' | 'tags' | 'notes'> & {
  /** The walk around it, when it is over; absent where it could not be walked. */
  readonly graph?: GraphState;
  /** Why there is no graph. */
  readonly reason?: string;
  /** Absent where nothing was verified. */
  readonly verification?: Verification | { readonly reason: string };
  readonly findings?: FindingsOrReason;
};

/** A row before anything is required of it. */
export type UnjudgedRow = Omit<AuditRow, 'verdict' | 'why'>;

/** What all cells of a row are made of. */
type Sources = {
  readonly graph: GraphState;
  readonly checks: readonly EvidenceCheck[];
  readonly findings: FindingsOrReason | undefined;
  readonly now: Date;
};

/**
 * What speaks for one artifact, by kind and by platform, from the walk around it, the checks of its signatures and what
 * its reports come to. What could not be told is unknown with its reason, never none.
 */
export function rowOf(parts: RowParts, now: Date): UnjudgedRow {
  const { reference, tags, notes, graph, verification } = parts;
  const places = graph === undefined ? undefined : evidenceByPlace(graph);
  const known = graph?.root === undefined ? undefined : graph.nodes.get(graph.root);
  const digest = parts.digest ?? graph?.root;
  return {
    reference,
    ...(digest === undefined ? {} : { digest }),
    tags,
    ...(known === undefined ? {} : { kind: known.kind, ...createdOf(known) }),
    ...(graph === undefined || places === undefined || graph.root === undefined
      ? nothingKnown(parts.reason ?? 'the artifact was not read')
      : evidenceIn(
          { graph, checks: checksOf(verification), findings: parts.findings, now },
          graph.root,
          places,
        )),
    ...policyOf(verification),
    ...(notes === undefined || notes.length === 0 ? {} : { notes }),
  };
}

type Evidenced = Pick<AuditRow, 'evidence' | 'own' | 'platforms'>;

function nothingKnown(reason: string): Evidenced {
  const cell = unknownCell(reason);
  return {
    platforms: [],
    evidence: { signature: cell, provenance: cell, sbom: cell, vex: cell, report: cell },
  };
}

function evidenceIn(sources: Sources, root: Digest, places: EvidenceByPlace): Evidenced {
  const own = cellsOf(sources, places.own, new Set([root]));
  const platforms = places.platforms.map(
    ({ node, evidence }): AuditPlatform => ({
      platform: listedPlatforms(node).join(', ') || node.digest,
      digest: node.digest,
      evidence: cellsOf(sources, evidence, new Set([node.digest])),
    }),
  );
  if (platforms.length === 0) return { platforms, evidence: own };
  const subjects = new Set([root, ...platforms.map(({ digest }) => digest)]);
  const whole = cellsOf(sources, places.whole, subjects);
  return { platforms, evidence: withPlaces(whole, own, platforms), own };
}

function cellsOf(
  sources: Sources,
  evidence: readonly PlacedEvidence[],
  subjects: ReadonlySet<Digest>,
): RowEvidence {
  const { graph, checks, findings, now } = sources;
  const nodesOf = (placed: PlacedEvidence | undefined) =>
    placed?.state === 'found' ? placed.nodes.flatMap((digest) => graph.nodes.get(digest) ?? []) : [];
  const placedOf = (kind: PlacedEvidence['kind']) => evidence.find((one) => one.kind === kind);
  const cell = (kind: PlacedEvidence['kind']): EvidenceCell => {
    const placed = placedOf(kind);
    if (placed === undefined) return unknownCell('it was not requested');
    return cellOf(placed, piecesOf(kind, nodesOf(placed), checks, subjects));
  };
  const reports = nodesOf(placedOf('vulnerability-report'));
  return {
    signature: cell('signature'),
    provenance: cell('provenance'),
    sbom: cell('sbom'),
    vex: cell('vex'),
    report: reportCell(cell('vulnerability-report'), findings, reports, subjects, now),
  };
}

function withPlaces(whole: RowEvidence, own: RowEvidence, platforms: readonly AuditPlatform[]): RowEvidence {
  // Where the state of the artifact is met: a signature of the index that fails is not why it counts as signed.
  const on = (name: EvidenceName): Pick<EvidenceCell, 'on'> => {
    const { count, state } = whole[name];
    if (count === 0) return {};
    const isSo = (evidence: RowEvidence) => evidence[name].count > 0 && evidence[name].state === state;
    if (isSo(own)) return { on: 'index' };
    return { on: platforms.every(({ evidence }) => isSo(evidence)) ? 'every platform' : 'some platforms' };
  };
  return {
    signature: { ...whole.signature, ...on('signature') },
    provenance: { ...whole.provenance, ...on('provenance') },
    sbom: { ...whole.sbom, ...on('sbom') },
    vex: { ...whole.vex, ...on('vex') },
    report: { ...whole.report, ...on('report') },
  };
}

function createdOf({ created, annotations }: GraphNode): Pick<AuditRow, 'created'> {
  const time = created ?? parseCreated(annotations['org.opencontainers.image.created']);
  return time === undefined ? {} : { created: time };
}

function checksOf(verification: RowParts['verification']): readonly EvidenceCheck[] {
  return verification === undefined || 'reason' in verification ? [] : verification.checks;
}

function policyOf(verification: RowParts['verification']): Pick<AuditRow, 'policy'> {
  if (verification === undefined) return {};
  if ('reason' in verification) return { policy: { verdict: 'unknown', reasons: [verification.reason] } };
  const { policy, verdict, reasons } = verification;
  return policy.source === 'none' ? {} : { policy: { name: policy.name, verdict, reasons } };
}
