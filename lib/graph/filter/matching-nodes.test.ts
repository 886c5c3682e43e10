import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { filteredBy } from '#lib/graph/open-questions';
import { expandGraph } from '#lib/graph/picture/expand';
import { nodeOfItem } from '#lib/graph/picture/picture';
import { emptyView } from '#lib/graph/picture/view';
import { countFacet, dimmedItems, listNodes, matchingNodes } from './matching-nodes.ts';
import type { FilterChoices } from './node-filter.ts';
import { isDimmed, makeNodeFilter, matchesFilter } from './node-filter.ts';
import { hideUnfit } from './reduce-picture.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const signer = 'ada@acme.example';
const report = { kind: 'vulnerability-report', artifactType: 'application/sarif+json' } as const;
const state = stateOf({
  nodes: [
    nodeOf(1, { kind: 'index', title: 'Index', tags: ['1.4.2'] }),
    nodeOf(2, { title: 'linux/amd64', platform: 'linux/amd64' }),
    nodeOf(3, { title: 'linux/arm64', platform: 'linux/arm64' }),
    nodeOf(4, {
      kind: 'sbom',
      title: 'SPDX',
      artifactType: 'application/spdx+json',
      annotations: { by: 'syft' },
    }),
    nodeOf(5, { kind: 'signature', title: `Signature · says: ${signer}`, signer }),
    nodeOf(6, { ...report, title: 'Trivy', created: '2026-11-25T03:00:00Z', annotations: { by: 'trivy' } }),
    nodeOf(7, { ...report, title: 'Trivy', created: '2026-11-20T03:00:00Z', annotations: { by: 'trivy' } }),
    nodeOf(8, { ...report, title: 'Trivy', created: '2024-01-01T03:00:00Z', annotations: { by: 'grype' } }),
    nodeOf(9, { ...report, title: 'Trivy', created: '2023-01-01T03:00:00Z' }),
    nodeOf(10, { ...report, title: 'Trivy', created: '2022-01-01T03:00:00Z' }),
  ],
  edges: [
    [1, 'child', 2],
    [1, 'child', 3],
    [4, 'subject', 1],
    [5, 'subject', 4],
    [6, 'subject', 1],
    [7, 'subject', 1],
    [8, 'subject', 1],
    [9, 'subject', 1],
    [10, 'subject', 1],
  ],
  answers: [
    {
      ...{ about: digestOf(1), question: 'referrers', source: 'referrers-api', state: 'found', count: 4 },
      filtered: 'registry',
    },
  ],
});
const filterOf = (change: Partial<FilterChoices>) => makeNodeFilter({ ...emptyView, ...change }, now);
const fitting = (change: Partial<FilterChoices>) => {
  const filter = filterOf(change);
  const bytes = matchingNodes(state, filter);
  const nodes = listNodes(state).filter((_, index) => bytes[index] === 1);
  expect(nodes).toEqual([...state.nodes.values()].filter((node) => matchesFilter(node, filter)));
  return nodes.map(({ digest }) => Number.parseInt(digest.slice(7, 15), 16));
};

test.each<readonly [string, Partial<FilterChoices>, readonly number[]]>([
  ['nothing', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ['a kind', { kinds: ['sbom'] }, [4]],
  ['any of two kinds', { kinds: ['sbom', 'signature'] }, [4, 5]],
  [
    'a kind and an artifactType that it has not',
    { kinds: ['signature'], artifactTypes: ['application/sarif+json'] },
    [],
  ],
  ['a platform', { platforms: ['linux/arm64'] }, [3]],
  ['an annotation by its key', { annotations: ['by'] }, [4, 6, 7, 8]],
  ['an annotation by key and value', { annotations: ['by=trivy'] }, [6, 7]],
  ['a signer', { signers: [signer] }, [5]],
  ['what is of this day', { ages: ['day'] }, [6]],
  ['what is of this week', { ages: ['week'] }, [6, 7]],
  ['what is older than a year', { ages: ['older'] }, [8, 9, 10]],
  ['what has no date', { ages: ['undated'] }, [1, 2, 3, 4, 5]],
  [
    'all of it together',
    { kinds: ['vulnerability-report'], annotations: ['by=trivy'], ages: ['week'], text: 'trivy' },
    [6, 7],
  ],
])('a filter that asks for %s lets just that stand out', (_, change, numbers) => {
  expect(fitting(change)).toEqual(numbers);
});

test('a filter dims what does not fit, and never the root', () => {
  const { items } = expandGraph(state, emptyView);
  const filter = filterOf({ kinds: ['sbom'] });
  expect([...dimmedItems(state, expandGraph(state, emptyView), filter)]).toEqual(
    items.map((item) => (isDimmed(item, filter) ? 1 : 0)),
  );
  expect(items.filter((item) => isDimmed(item, filter)).map((item) => nodeOfItem(item)?.title)).toEqual([
    'Trivy',
    'linux/amd64',
    'linux/arm64',
    `Signature · says: ${signer}`,
  ]);
});

test('a chip counts what would stand out with all else that is chosen, and keeps values that would not', () => {
  const filter = filterOf({ kinds: ['sbom'], ages: ['week'] });
  expect(countFacet(state, 'kinds', filter)).toEqual([
    { value: 'image', count: 0 },
    { value: 'index', count: 0 },
    { value: 'signature', count: 0 },
    { value: 'sbom', count: 0 },
    { value: 'vulnerability-report', count: 2 },
  ]);
  expect(countFacet(state, 'annotations', filterOf({}))[0]).toEqual({ value: 'by', count: 4 });
  expect(countFacet(state, 'ages', filterOf({})).map(({ value, count }) => `${value} ${count}`)).toEqual([
    'day 1',
    'week 2',
    'month 2',
    'year 2',
    'older 3',
    'undated 5',
  ]);
});

test('hidden is what neither fits nor leads to what fits, and a stack counts only what fits', () => {
  const whole = expandGraph(state, emptyView);
  const titles = (change: Partial<FilterChoices>) =>
    hideUnfit(state, whole, filterOf({ ...change, hides: true })).items.map((item) =>
      item.type === 'stack' ? `${item.members.length} ${item.members[0]?.title}` : nodeOfItem(item)?.title,
    );
  expect(titles({ signers: [signer] })).toEqual(['Index', undefined, 'SPDX', `Signature · says: ${signer}`]);
  expect(titles({ ages: ['week'] })).toEqual(['Index', undefined, '2 Trivy']);
  expect(hideUnfit(state, whole, filterOf({ hides: true }))).toBe(whole);
});

test('what is left of a picture still knows its parents and its places', () => {
  const { items, indexOf } = hideUnfit(
    state,
    expandGraph(state, emptyView),
    filterOf({ signers: [signer], hides: true }),
  );
  const place = indexOf.get(digestOf(5)) ?? -1;
  expect(items[place]?.id).toBe(digestOf(5));
  expect(items[items[place]?.parent ?? -1]?.id).toBe(digestOf(4));
  expect(indexOf.has(digestOf(2))).toBe(false);
});

test('who left others out of a list is told', () => {
  expect(filteredBy(state)).toBe('registry');
});
