import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { emptyView } from '#lib/graph/picture/view';
import { readView, reuseParts, writeView } from './view-query.ts';

test('a view that was written into an address is read back from it', () => {
  const view = {
    selected: digestOf(1),
    pile: 'ab.attached.sbom.spdx',
    expanded: [digestOf(2), digestOf(3)],
    openStacks: ['ab.attached.sbom.spdx', 'ab.attached.sbom.spdx~2026-10-19'],
    opensAll: true,
    focus: digestOf(4),
    kinds: ['sbom', 'vex'],
    artifactTypes: ['application/spdx+json', 'a,b'],
    platforms: ['linux/arm64/v8'],
    annotations: ['com.acme.by', 'com.acme.note=a, b & c'],
    signers: ['https://acme.example/ci@refs/heads/main'],
    ages: ['week', 'undated'],
    text: 'com.acme.by=Ada, Bob',
    hides: true,
    tab: 'manifest',
    page: 'content',
    plan: 'p-1',
    keep: 'newest:3:v*,stack:7',
  } as const;
  expect(readView(writeView('', view))).toEqual(view);
});

test('the address of an untouched view is bare', () => {
  expect(writeView('?selected=x&open=y&tab=z', emptyView)).toBe('');
  expect(readView('')).toEqual(emptyView);
});

test('a change leaves the rest of the address as it is', () => {
  expect(writeView('?open=1&other=2', { kinds: ['sbom'] })).toBe('open=1&other=2&kind=sbom');
});

test('a sha256 is written without its first word, any other algorithm with it', () => {
  const long = `sha512:${'a'.repeat(128)}`;
  expect(writeView('', { selected: digestOf(1) })).toBe(`selected=${digestOf(1).slice(7)}`);
  expect(readView(`open=${long}`).expanded).toEqual([long]);
});

test('what is no digest, no kind and no age is left out', () => {
  expect(readView('selected=nonsense&open=1,2&kind=spaceship,sbom&age=soon,day')).toMatchObject({
    selected: undefined,
    expanded: [],
    kinds: ['sbom'],
    ages: ['day'],
  });
});

test('what an address still says the same stays the same object', () => {
  const known = readView('kind=sbom&age=day&find=a');
  expect(reuseParts(known, readView('age=day&find=a&kind=sbom'))).toBe(known);
  const next = reuseParts(known, readView('kind=sbom&age=week&find=a'));
  expect(next.kinds).toBe(known.kinds);
  expect(next.ages).toEqual(['week']);
});

test('whoever selects a node selects no stack any more', () => {
  expect(writeView('pile=ab.attached&find=x', { selected: digestOf(1) })).toBe(
    `find=x&selected=${digestOf(1).slice(7)}`,
  );
  expect(writeView('pile=ab.attached', { selected: undefined })).toBe('');
  expect(writeView('selected=x', { selected: undefined, pile: 'ab.attached' })).toBe('pile=ab.attached');
});

test('what is searched for in a document does not go on to another', () => {
  expect(writeView('?selected=x&words=lodash', { selected: digestOf(2) })).not.toContain('words');
  expect(writeView('?words=lodash', { tab: 'bytes' })).toBe('words=lodash&tab=bytes');
});
