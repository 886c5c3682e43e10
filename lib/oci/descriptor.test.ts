import { expect, test } from 'vitest';
import { parseAnnotations, parseDescriptor } from './descriptor.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('a descriptor keeps what the specification gives it and drops the rest', () => {
  const written = {
    mediaType: 'a/b',
    digest,
    size: 3,
    artifactType: 'c/d',
    annotations: { title: 'x', count: 5 },
    platform: { os: 'linux', architecture: 'amd64' },
    urls: ['https://example.com/x', 7],
    data: 'e30=',
    somethingElse: true,
  };
  expect(parseDescriptor(written)).toEqual({
    mediaType: 'a/b',
    digest,
    size: 3,
    artifactType: 'c/d',
    annotations: Object.assign(Object.create(null), { title: 'x' }),
    platform: { os: 'linux', architecture: 'amd64' },
    urls: ['https://example.com/x'],
    data: 'e30=',
  });
});

test('an empty artifactType is none', () => {
  expect(parseDescriptor({ mediaType: 'a/b', digest, size: 0, artifactType: '' })).not.toHaveProperty(
    'artifactType',
  );
});

test.each([
  ['null', null],
  ['a text', 'sha256'],
  ['no media type', { digest, size: 1 }],
  ['no digest', { mediaType: 'a/b', size: 1 }],
  ['a broken digest', { mediaType: 'a/b', digest: 'sha256:zz', size: 1 }],
  ['no size', { mediaType: 'a/b', digest }],
  ['a size that is no whole number', { mediaType: 'a/b', digest, size: 1.5 }],
  ['a size beyond all numbers', { mediaType: 'a/b', digest, size: 2 ** 60 }],
])('%s is no descriptor', (_, value) => {
  expect(() => parseDescriptor(value)).toThrow(expect.objectContaining({ code: 'descriptor-invalid' }));
});

test('annotations that are no texts are left out, and none at all are undefined', () => {
  expect(parseAnnotations({ a: 1 })).toBeUndefined();
  expect(parseAnnotations([])).toBeUndefined();
});
