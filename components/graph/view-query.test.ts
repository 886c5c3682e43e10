import { expect, test } from 'vitest';
import { digestOf } from '#lib/graph/testing/example';
import { emptyView } from '#lib/graph/view';
import { readView, writeView } from './view-query.ts';

function read(search: string) {
  const query = new URLSearchParams(search);
  return {
    selected: readView.selected(query),
    expanded: readView.expanded(query),
    openStacks: readView.openStacks(query),
    kinds: readView.kinds(query),
    artifactTypes: readView.artifactTypes(query),
    text: readView.text(query),
    tab: readView.tab(query),
    plan: readView.plan(query),
  };
}

test('a view that was written into an address is read back from it', () => {
  const view = {
    selected: digestOf(1),
    expanded: [digestOf(2), digestOf(3)],
    openStacks: ['ab.attached.sbom.spdx'],
    kinds: ['sbom', 'vex'],
    artifactTypes: ['application/spdx+json', 'a,b'],
    text: 'com.acme.by=Ada, Bob',
    tab: 'manifest',
    plan: 'p-1',
  } as const;
  expect(read(writeView('', view))).toEqual(view);
});

test('the address of an untouched view is bare', () => {
  expect(writeView('?selected=x&open=y&tab=z', emptyView)).toBe('');
  expect(read('')).toEqual(emptyView);
});

test('a change leaves the rest of the address as it is', () => {
  expect(writeView('?open=1&other=2', { kinds: ['sbom'] })).toBe('open=1&other=2&kind=sbom');
});

test('a sha256 is written without its first word, any other algorithm with it', () => {
  const long = `sha512:${'a'.repeat(128)}`;
  expect(writeView('', { selected: digestOf(1) })).toBe(`selected=${digestOf(1).slice(7)}`);
  expect(read(`open=${long}`).expanded).toEqual([long]);
});

test('what is no digest and no kind is left out', () => {
  expect(read('selected=nonsense&open=1,2&kind=spaceship,sbom')).toMatchObject({
    selected: undefined,
    expanded: [],
    kinds: ['sbom'],
  });
});
