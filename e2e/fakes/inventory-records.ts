import { createHash } from 'node:crypto';
import type { CellState, EvidenceName, RowEvidence } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import type { Answer, EdgeSource, GraphEdge, GraphNode } from '#lib/graph/model';
import type { SubjectRecord } from '#lib/inventory/store/inventory-store';
import type { Digest } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** The digest of a text that stands for a manifest. */
export function digestOf(text: string): Digest {
  return digestFromHash('sha256', createHash('sha256').update(text).digest('hex'));
}

/** A manifest that was read, as a walk tells it. */
export function nodeOf(name: string, kind: Kind, more: Partial<GraphNode> = {}): GraphNode {
  return {
    digest: digestOf(name),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    kind,
    format: kind === 'image' ? 'oci-image' : `example-${kind}`,
    title: name,
    confidence: 'content',
    annotations: {},
    tags: [],
    state: 'loaded',
    size: 1_000,
    ...more,
  };
}

/** What refers to a manifest, as one source tells it. */
export function refersTo(subject: string, name: string, source: EdgeSource = 'referrers-api'): GraphEdge {
  return { from: digestOf(name), to: digestOf(subject), relation: 'subject', sources: [source] };
}

/** A source that has named all that refers to a manifest. */
export function named(about: string, count: number, source: EdgeSource = 'referrers-api'): Answer {
  const base = { about: digestOf(about), question: 'referrers', source } as const;
  return count === 0 ? { ...base, state: 'none' } : { ...base, state: 'found', count };
}

/** Evidence of these states; every other kind is proven not to be there. */
export function evidence(states: Readonly<Partial<Record<EvidenceName, CellState>>>): RowEvidence {
  const cell = (name: EvidenceName) => {
    const state = states[name] ?? 'none';
    const base = { state, count: state === 'none' || state === 'unknown' ? 0 : 1, digests: [] };
    return state === 'unknown' ? { ...base, reason: `no answer about ${name}` } : base;
  };
  const [signature, provenance, sbom, vex, report] = evidenceNames.map(cell);
  const none = cell('vex');
  return {
    signature: signature ?? none,
    provenance: provenance ?? none,
    sbom: sbom ?? none,
    vex: vex ?? none,
    report: report ?? none,
  };
}

/** What a walk around an image came to: what is attached to it, by the kinds of evidence. */
export function imageRecord(
  host: string,
  repository: string,
  image: string,
  attached: Readonly<Record<string, Kind>>,
  more: Partial<SubjectRecord> = {},
): SubjectRecord {
  const names = Object.entries(attached);
  const has = (kind: Kind): CellState => (names.some(([, one]) => one === kind) ? 'present' : 'none');
  return {
    host,
    name: repository,
    digest: digestOf(image),
    graph: {
      nodes: [nodeOf(image, 'image'), ...names.map(([name, kind]) => nodeOf(name, kind))],
      edges: names.map(([name]) => refersTo(image, name)),
      answers: [named(image, names.length)],
    },
    evidence: evidence({
      signature: has('signature'),
      provenance: has('provenance'),
      sbom: has('sbom'),
      vex: has('vex'),
      report: has('vulnerability-report'),
    }),
    dueInMs: 6 * 60 * 60 * 1_000,
    ...more,
  };
}
