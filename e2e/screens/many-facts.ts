import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { Fact, GraphNode } from '#lib/graph/model';

const day = 24 * 60 * 60 * 1000;
const last = Date.UTC(2026, 10, 25, 4);

type Sort = Pick<GraphNode, 'kind' | 'artifactType' | 'title' | 'format'>;

const trivy: Sort = {
  kind: 'vulnerability-report',
  title: 'Report · Trivy',
  format: 'trivy',
  artifactType: 'application/vnd.aquasec.trivy.report+json',
};
const grype: Sort = {
  kind: 'vulnerability-report',
  title: 'Report · Grype',
  format: 'grype',
  artifactType: 'application/vnd.anchore.grype.v1+json',
};
const sbom: Sort = {
  kind: 'sbom',
  title: 'SPDX 2.3 · 263 packages',
  format: 'spdx',
  artifactType: 'application/spdx+json',
};
const vex: Sort = {
  kind: 'vex',
  title: 'OpenVEX · 18 not affected',
  format: 'openvex',
  artifactType: 'application/vnd.openvex+json',
};
const signature: Sort = {
  kind: 'signature',
  title: 'Signature with a key',
  format: 'cosign-bundle',
  artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
};

/** An artifact with a thousand others attached: two years of nightly reports, and what stands beside them. */
export function manyFacts(reference: string): readonly Fact[] {
  const root = nodeOf(1, { title: 'linux/amd64', count: 7, state: 'loaded', tags: ['2.4.1'] });
  const attached = [
    ...series(trivy, 730, 1),
    ...series(grype, 104, 7),
    ...series(sbom, 60, 12),
    ...series(vex, 40, 18),
    ...series(signature, 66, 11),
  ].map((node, at): GraphNode => ({ ...node, digest: digestOf(at + 2) }));
  return factsOf(reference, root, attached);
}

/** An artifact with so many others attached, none of them like another: nothing is stacked. */
export function unlikeFacts(reference: string, count: number): readonly Fact[] {
  const sorts = [signature, sbom, trivy, vex];
  const attached = Array.from({ length: count - 1 }, (_, at) =>
    nodeOf(at + 2, {
      ...(sorts[at % sorts.length] ?? trivy),
      title: `Attachment ${at + 1}`,
      artifactType: `application/vnd.acme.type-${at + 1}`,
      state: 'loaded',
      created: new Date(last - at * day).toISOString(),
    }),
  );
  return factsOf(reference, nodeOf(1, { title: 'linux/amd64', count: 7, state: 'loaded' }), attached);
}

function factsOf(reference: string, root: GraphNode, attached: readonly GraphNode[]): readonly Fact[] {
  return [
    { type: 'root', root: root.digest, reference },
    ...[root, ...attached].map((node): Fact => ({ type: 'node', node })),
    ...attached.map(
      ({ digest }): Fact => ({
        type: 'edge',
        edge: { from: digest, to: root.digest, relation: 'subject', sources: ['referrers-api'] },
      }),
    ),
    { type: 'end', complete: true, requests: { sent: 24, cached: 0 }, milliseconds: 610 },
  ];
}

function series(sort: Sort, count: number, everyDays: number): readonly GraphNode[] {
  return Array.from({ length: count }, (_, at) =>
    nodeOf(0, {
      ...sort,
      state: 'loaded',
      contentSize: 12_000 + at * 40,
      created: new Date(last - at * everyDays * day).toISOString(),
      ...(sort.kind === 'vulnerability-report' ? { severities: severitiesAt(at * everyDays) } : {}),
    }),
  );
}

/** Findings grow between two updates of a base image, and go away with each. */
function severitiesAt(age: number): Readonly<Record<string, number>> {
  const sinceUpdate = 89 - (age % 90);
  return {
    critical: sinceUpdate > 70 ? 2 : 0,
    high: sinceUpdate > 35 ? Math.floor(sinceUpdate / 12) : 0,
    medium: sinceUpdate > 12 ? Math.floor(sinceUpdate / 8) : 0,
    low: 3 + (age % 4),
  };
}
