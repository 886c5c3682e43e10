import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { GraphState } from '#lib/graph/graph-state';
import type { GraphNode } from '#lib/graph/model';
import type { Kind } from '#lib/oci/kind';

const attached = ['signature', 'provenance', 'sbom', 'vulnerability-report', 'vex'] as const satisfies Kind[];

/** An index of a hundred platforms, each with its share of referrers: so many artifacts, none of them alike. */
export function makeState(count: number): GraphState {
  const platforms = Math.min(100, count - 1);
  const nodes: GraphNode[] = [
    nodeOf(1, { kind: 'index', title: 'Index', count: platforms, tags: ['1.0'], state: 'loaded' }),
  ];
  const edges: [number, 'child' | 'subject', number][] = [];
  for (let n = 2; n <= count; n++) {
    const isPlatform = n < platforms + 2;
    const kind = isPlatform ? 'image' : (attached[n % attached.length] ?? 'artifact');
    const title = isPlatform ? `linux/v${n}` : `${kind} ${n}`;
    // A type for each, or those of one kind would lie in one stack.
    const artifactType = `application/vnd.acme.type-${n}`;
    const created = '2026-11-01T00:00:00Z';
    nodes.push(nodeOf(n, { kind, title, artifactType, contentSize: n * 1000, count: 7, created }));
    edges.push(isPlatform ? [1, 'child', n] : [n, 'subject', 2 + (n % platforms)]);
  }
  return stateOf({ nodes, edges });
}

/** An image with all else attached to it, none of it alike: so many artifacts. */
export function makeAttached(count: number): GraphState {
  const referrers = Array.from({ length: count - 1 }, (_, n) => {
    const kind = attached[n % attached.length] ?? 'artifact';
    const artifactType = `application/vnd.acme.type-${n}`;
    return nodeOf(n + 2, {
      kind,
      title: `${kind} ${n}`,
      artifactType,
      contentSize: n * 1000,
      created: day(n % 60),
    });
  });
  return stateOf({
    nodes: [nodeOf(1, { tags: ['1.0'], count: 7, state: 'loaded' }), ...referrers],
    edges: referrers.map((_, n): [number, 'subject', number] => [n + 2, 'subject', 1]),
  });
}

/** A graph of the size and kind that people have: stacks, ghosts, an open question, something that is signed twice. */
export function makeDemo(): GraphState {
  const reports = Array.from({ length: 31 }, (_, n) =>
    nodeOf(100 + n, { kind: 'vulnerability-report', title: 'Trivy report', created: day(n) }),
  );
  const signatures = [20, 21, 22, 23].map((n) =>
    nodeOf(n, { kind: 'signature', title: 'Cosign signature', created: day(n) }),
  );
  return stateOf({
    nodes: [
      nodeOf(1, {
        kind: 'index',
        title: 'Index',
        count: 2,
        state: 'loaded',
        tags: ['1.4', '1.4.2', 'latest'],
      }),
      nodeOf(2, { title: 'linux/amd64', count: 7, contentSize: 25_480_000, state: 'loaded' }),
      nodeOf(3, { title: 'linux/arm64', count: 7, contentSize: 25_060_000 }),
      nodeOf(4, { kind: 'attestation', title: 'Build attestation' }),
      nodeOf(5, { kind: 'sbom', title: 'SPDX SBOM', artifactType: 'application/spdx+json', created: day(3) }),
      nodeOf(6, { kind: 'signature', title: 'Notation signature', created: day(4) }),
      nodeOf(7, { kind: 'provenance', title: 'SLSA provenance v1', created: day(4) }),
      nodeOf(8, { kind: 'vex', title: 'OpenVEX', state: 'unreadable', reason: 'the bytes do not match' }),
      nodeOf(9, { kind: 'artifact', title: 'acme.license-review.v2', state: 'missing' }),
      ...signatures,
      ...reports,
    ],
    edges: [
      [1, 'child', 2],
      [1, 'child', 3],
      [1, 'child', 4],
      [4, 'about', 2],
      [5, 'subject', 1],
      [6, 'subject', 5],
      [7, 'subject', 1],
      [8, 'subject', 1],
      [9, 'subject', 1],
      [9, 'subject', 3],
      ...[...signatures, ...reports].map((_, n): [number, 'subject', number] => [
        n < 4 ? 20 + n : 96 + n,
        'subject',
        1,
      ]),
    ],
    answers: [
      {
        ...{ about: digestOf(1), question: 'referrers', source: 'cosign-tags', state: 'unknown' },
        ...{ reason: 'the registry asks to wait', code: 'rate-limited', retryAfterSeconds: 60 },
      },
      { about: digestOf(1), question: 'referrers', source: 'referrers-api', state: 'found', count: 40 },
    ],
  });
}

function day(n: number): string {
  return new Date(Date.UTC(2026, 9, 1 + n)).toISOString();
}
