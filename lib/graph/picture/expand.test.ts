import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { expandGraph } from './expand.ts';
import { emptyView } from './view.ts';

const index = { kind: 'index', mediaType: 'application/vnd.oci.image.index.v1+json' } as const;
const reports = [11, 12, 13, 14, 15].map((n) =>
  nodeOf(n, {
    kind: 'vulnerability-report',
    artifactType: 'application/vnd.aquasec.trivy.report',
    title: `${n} high · Trivy`,
    created: `2026-11-${n}T00:00:00Z`,
  }),
);
const state = stateOf({
  nodes: [
    nodeOf(1, { ...index, tags: ['1.4', '1.4.2', 'latest'] }),
    nodeOf(2, { title: 'linux/amd64' }),
    nodeOf(3, { title: 'linux/arm64' }),
    nodeOf(4, { kind: 'attestation', title: 'Build attestation' }),
    nodeOf(5, { kind: 'sbom', title: 'SPDX SBOM' }),
    nodeOf(6, { kind: 'signature', title: 'Notation signature' }),
    nodeOf(7, { kind: 'signature', title: 'Cosign signature' }),
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
    ...reports.map((_, n): [number, 'subject', number] => [11 + n, 'subject', 1]),
  ],
});
const names = (view = emptyView, of = state) =>
  expandGraph(of, view).items.map((item) => {
    const name = item.type === 'node' ? item.node.title : item.type === 'tags' ? item.tags.join() : 'stack';
    return `${item.depth} ${item.lane} ${name}`;
  });

test('referrers stand in the attached lane, entries in the other, names on the left', () => {
  expect(names()).toEqual([
    '0 root Image',
    '-1 belongs 1.4.2',
    '-1 belongs 1.4,latest',
    '1 attached Cosign signature',
    '1 attached SPDX SBOM',
    '1 attached stack',
    '1 contains linux/amd64',
    '1 contains linux/arm64',
    '2 attached Notation signature',
    '2 attached Build attestation',
  ]);
});

test('many of one kind lie in a stack with the latest on top, and spread out when it is opened', () => {
  const stack = expandGraph(state, emptyView).items.find((item) => item.type === 'stack');
  expect(stack?.type === 'stack' && stack.members.map(({ created }) => created?.slice(8, 10))).toEqual([
    '15',
    '14',
    '13',
    '12',
    '11',
  ]);
  expect(stack?.id).toMatch(/^[0-9a-f]{12}\.attached\.vulnerability-report\.aquasec-trivy-report$/);
  const opened = names({ ...emptyView, openStacks: [stack?.id ?? ''] });
  expect(opened.filter((name) => name.startsWith('2 members ') && name.endsWith('Trivy'))).toHaveLength(5);
});

test('what lies in a closed stack is found at the stack', () => {
  const { indexOf, items } = expandGraph(state, emptyView);
  expect(items[indexOf.get(digestOf(13)) ?? -1]?.type).toBe('stack');
});

test('an entry that is about a platform is drawn once, and its place in the index is a cross line', () => {
  const { cross, items } = expandGraph(state, emptyView);
  expect(cross.map(({ from, to, line }) => [items[from]?.id, items[to]?.id, line])).toEqual([
    [digestOf(1), digestOf(4), 'contains'],
  ]);
});

test('a referrer opened by itself has its subject chain and the indexes above it on the left', () => {
  const chain = stateOf({
    nodes: [
      nodeOf(1, { kind: 'signature', title: 'signature' }),
      nodeOf(2, { title: 'subject' }),
      nodeOf(3, { ...index, title: 'index' }),
    ],
    edges: [
      [1, 'subject', 2],
      [3, 'child', 2],
    ],
  });
  expect(names(emptyView, chain)).toEqual(['0 root signature', '-1 belongs subject', '-2 belongs index']);
});

test('referrers that name each other in a circle end in a cross line', () => {
  const circle = stateOf({
    nodes: [nodeOf(1), nodeOf(2, { title: 'a' }), nodeOf(3, { title: 'b' })],
    edges: [
      [2, 'subject', 1],
      [3, 'subject', 2],
      [1, 'subject', 3],
    ],
  });
  const { items, cross } = expandGraph(circle, emptyView);
  expect(items).toHaveLength(3);
  expect(cross).toHaveLength(1);
});

test('only a manifest whose referrers nobody asked for can be expanded', () => {
  const answered = stateOf({
    nodes: [
      nodeOf(1),
      nodeOf(2),
      nodeOf(3, { state: 'missing' }),
      nodeOf(4, { kind: 'layer', mediaType: 'x/tar' }),
    ],
    edges: [
      [2, 'subject', 1],
      [3, 'subject', 1],
      [1, 'layer', 4],
    ],
    answers: [
      { about: digestOf(1), question: 'referrers', source: 'referrers-api', state: 'found', count: 2 },
    ],
  });
  const expandable = expandGraph(answered, emptyView).items.filter(
    (item) => item.type === 'node' && item.isExpandable,
  );
  expect(expandable.map(({ id }) => id)).toEqual([digestOf(2)]);
});

test('the order in which facts arrive does not change the attached lane', () => {
  const nodes = [
    nodeOf(1),
    nodeOf(2, { kind: 'sbom', title: 'S' }),
    nodeOf(3, { kind: 'signature', title: 'G' }),
  ];
  const one = stateOf({
    nodes,
    edges: [
      [2, 'subject', 1],
      [3, 'subject', 1],
    ],
  });
  const other = stateOf({
    nodes,
    edges: [
      [3, 'subject', 1],
      [2, 'subject', 1],
    ],
  });
  expect(names(emptyView, one)).toEqual(names(emptyView, other));
});
