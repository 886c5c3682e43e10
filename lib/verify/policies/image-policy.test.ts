import { expect, test } from 'vitest';
import { readImagePolicy } from './image-policy.ts';

const known = { roots: new Map(), statements: new Set(['ours']) };
const head = { apiVersion: 'policy.sigstore.dev/v1beta1', kind: 'ClusterImagePolicy' };
const authorities = [{ notation: { trustPolicy: 'ours' } }];

function read(spec: unknown, metadata: unknown = { name: 'acme', uid: 'x' }) {
  return readImagePolicy({ ...head, metadata, spec }, 'policy-1', known);
}

test('a policy has its images, its mode and its authorities', () => {
  const images = [{ glob: 'ghcr.io/acme/**' }];
  const policy = read({
    images,
    mode: 'warn',
    authorities: [...authorities, { name: 'b', ...authorities[0] }],
  });
  expect(policy).toMatchObject({ name: 'acme', globs: ['ghcr.io/acme/**'], mode: 'warn', unsupported: [] });
  expect(policy.authorities.map(({ name }) => name)).toEqual(['authority-0', 'b']);
});

test('what is wrong with one authority says nothing of the others', () => {
  const { authorities: read2, unsupported } = read({
    images: [{ glob: '**' }],
    authorities: [{ static: { action: 'pass' } }, ...authorities],
  });
  expect(read2.map((authority) => authority.unsupported.length > 0)).toEqual([true, false]);
  expect(unsupported).toEqual([]);
});

test('authorities of one name are told apart by a number', () => {
  const twice = [0, 1].map(() => ({ name: 'a', ...authorities[0] }));
  const policy = read({ images: [{ glob: '**' }], authorities: twice });
  expect(policy.authorities.map(({ name }) => name)).toEqual(['a', 'a#2']);
});

test('a policy without a readable image is about every image, so that its mistake is seen', () => {
  for (const images of [undefined, [], [{}], [{ glob: '[a-z]' }]])
    expect(read({ images, authorities }).globs).toEqual(['**']);
});

test.each([
  [undefined, /spec is missing/],
  [{ images: [{ glob: '[' }], authorities }, /is no glob/],
  [{ images: [{ glob: '**' }] }, /nobody may sign/],
  [{ images: [{ glob: '**' }], authorities, policy: { type: 'rego', data: 'x' } }, /CUE nor Rego/],
  [{ images: [{ glob: '**' }], authorities, match: [{ resource: 'pods' }] }, /no resources of a cluster/],
  [{ images: [{ glob: '**' }], authorities, mode: 'dry' }, /neither enforce nor warn/],
  [{ images: [{ glob: '**', namespaces: 'a' }], authorities }, /does not know this field/],
  [{ images: [{ glob: '**' }], authorities, extra: 'x' }, /does not know this field/],
])('of %j is said what is not supported', (spec, sentence) => {
  expect(read(spec).unsupported.join(' ')).toMatch(sentence);
});

test('a policy without a name gets one', () => {
  expect(read({}, {}).name).toBe('policy-1');
});
