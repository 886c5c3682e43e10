import { expect, test } from 'vitest';
import { nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { askedCopyForm, copyOptions, copyRequest, firstCopyForm } from './copy-form-state.ts';

const reference = { registry: 'localhost:5000', repository: 'acme/app', tag: '1' };
const spdx = 'application/spdx+json';
const review = 'application/vnd.acme.review';
const state = stateOf({
  nodes: [
    nodeOf(1, { kind: 'index' }),
    nodeOf(2, { platform: 'linux/amd64' }),
    nodeOf(3, { platform: 'linux/arm64' }),
    nodeOf(4, { artifactType: spdx }),
    nodeOf(5, { artifactType: review }),
  ],
  edges: [
    [1, 'child', 2],
    [1, 'child', 3],
    [4, 'subject', 1],
    [5, 'subject', 1],
  ],
});
const target = { reference, state };
const form = { ...firstCopyForm, to: 'localhost:5000/mirror/app' };

test('nothing is asked for until there is a target', () => {
  expect(copyRequest(target, firstCopyForm)).toBeUndefined();
  expect(copyRequest(target, { ...form, to: 'localhost:5000/MIRROR' })).toBeUndefined();
});

test('at first everything is copied and the original stays', () => {
  expect(copyRequest(target, form)).toEqual({
    action: 'copy',
    from: 'localhost:5000/acme/app:1',
    to: 'localhost:5000/mirror/app',
    referrers: 'all',
  });
});

test('some referrers are all artifactTypes of the graph but the excluded ones', () => {
  expect(copyOptions(target).artifactTypes.toSorted()).toEqual([spdx, review]);
  const request = copyRequest(target, { ...form, referrers: 'some', excludedTypes: [review] });
  expect(request).toMatchObject({ referrers: [spdx] });
});

test('an excluded platform leaves the others', () => {
  const request = copyRequest(target, { ...form, isMove: true, excludedPlatforms: ['linux/amd64'] });
  expect(request).toMatchObject({ action: 'move', platforms: ['linux/arm64'] });
});

test('an index without any platform cannot be copied', () => {
  const excludedPlatforms = ['linux/amd64', 'linux/arm64'];
  expect(copyRequest(target, { ...form, excludedPlatforms })).toBeUndefined();
});

test('without a graph there is nothing to choose from', () => {
  expect(copyOptions({ reference })).toEqual({ artifactTypes: [], platforms: [] });
});

test.each([
  ['copy to ghcr.io/mirror/app', { isMove: false, to: 'ghcr.io/mirror/app' }],
  ['copy to ghcr.io', { isMove: false, to: 'ghcr.io/acme/app' }],
  ['copy to app:1.2', { isMove: false, to: 'localhost:5000/app:1.2' }],
  ['copy 1 to mirror/app:2', { isMove: false, to: 'localhost:5000/mirror/app:2' }],
  ['MV to localhost:3000/x/y', { isMove: true, to: 'localhost:3000/x/y' }],
  ['move', { isMove: true, to: '' }],
  ['duplicate', { isMove: false, to: '' }],
  ['copy to ', { isMove: false, to: '' }],
  [undefined, { isMove: false, to: '' }],
])('what was written fills the form in: %j', (asked, filled) => {
  expect(askedCopyForm({ ...target, asked })).toEqual({ ...firstCopyForm, ...filled });
});

test('a layout on this machine cannot be moved, whatever was written', () => {
  const layout = { registry: 'oci:/srv/app', repository: 'app', tag: '1' };
  expect(askedCopyForm({ reference: layout, asked: 'move to ghcr.io' })).toMatchObject({
    ...{ isMove: false, to: 'ghcr.io/app' },
  });
});
