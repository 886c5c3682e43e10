import { describe, expect, test } from 'vitest';
import { parseDigest } from './digest.ts';
import { artifactTypeOf, contentSizeOf, parseManifest } from './manifest.ts';
import { mediaTypes } from './media-type.ts';

const digest = `sha256:${'d'.repeat(64)}`;
const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 10 };
const config = { mediaType: mediaTypes.ociConfig, digest, size: 2 };

describe('parseManifest', () => {
  test('reads an image with its subject and annotations', () => {
    const manifest = parse({
      mediaType: mediaTypes.ociManifest,
      config,
      layers: [layer],
      subject: layer,
      annotations: { a: 'b' },
    });
    expect(manifest).toMatchObject({
      shape: 'manifest',
      config,
      layers: [layer],
      subject: layer,
      annotations: { a: 'b' },
    });
  });

  test('reads an index with platforms', () => {
    const entry = {
      ...config,
      mediaType: mediaTypes.ociManifest,
      platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    };
    const manifest = parse({ manifests: [entry] }, mediaTypes.ociIndex);
    expect(manifest).toMatchObject({ shape: 'index', manifests: [{ platform: { variant: 'v8' } }] });
  });

  test('takes the type from the header where the body has none, and ignores its parameters', () => {
    const manifest = parse({ config, layers: [] }, `${mediaTypes.ociManifest}; charset=utf-8`);
    expect(manifest.mediaType).toBe(mediaTypes.ociManifest);
  });

  test('takes the type from the body where the header is no manifest type', () => {
    const manifest = parse({ mediaType: mediaTypes.ociIndex, manifests: [] }, 'application/json');
    expect(manifest.shape).toBe('index');
  });

  test('reads null and missing lists as empty', () => {
    expect(parse({ manifests: null }, mediaTypes.ociIndex)).toMatchObject({ manifests: [] });
    expect(parse({ config })).toMatchObject({ layers: [] });
  });

  test('reads the blobs of an artifact manifest of before 1.1 as its layers', () => {
    const manifest = parse({ artifactType: 'a/b', blobs: [layer] }, mediaTypes.artifactManifest);
    expect(manifest).toMatchObject({ shape: 'manifest', layers: [layer], artifactType: 'a/b' });
  });

  test('shows Docker schema 1 and follows nothing in it', () => {
    expect(parse({ schemaVersion: 1, fsLayers: [] }, mediaTypes.dockerSchema1Signed).shape).toBe('legacy');
  });

  test.each([
    [
      'an index that is an image too',
      { manifests: [], layers: [] },
      mediaTypes.ociIndex,
      'manifest-ambiguous',
    ],
    [
      'a body that contradicts the header',
      { mediaType: mediaTypes.ociIndex, manifests: [] },
      mediaTypes.ociManifest,
      'manifest-ambiguous',
    ],
    ['something else altogether', { hello: 1 }, 'text/html', 'manifest-invalid'],
    ['a list that is none', { config, layers: {} }, mediaTypes.ociManifest, 'manifest-invalid'],
    ['an array', [], mediaTypes.ociManifest, 'manifest-invalid'],
    [
      'a layer without digest',
      { config, layers: [{ mediaType: 'a/b', size: 1 }] },
      mediaTypes.ociManifest,
      'descriptor-invalid',
    ],
    [
      'a layer of negative size',
      { config, layers: [{ ...layer, size: -1 }] },
      mediaTypes.ociManifest,
      'descriptor-invalid',
    ],
  ])('refuses %s', (_, body, contentType, code) => {
    expect(() => parse(body, contentType)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['without a type', { digest: layer.digest, size: 1 }, 'no mediaType'],
    ['without a size', { mediaType: 'a/b', digest: layer.digest }, 'no valid size'],
    ['with its size as text', { ...layer, size: '1' }, 'no valid size'],
    ['with an empty digest', { ...layer, digest: '' }, 'no valid digest'],
    ['null', null, 'not an object'],
  ])('reads an index beside an entry %s, and says what is wrong with that', (_, bad, reason) => {
    expect(parse({ manifests: [bad, layer] }, mediaTypes.ociIndex)).toMatchObject({
      manifests: [layer],
      unreadable: { count: 1, reason: expect.stringContaining(reason) },
    });
  });

  test('needs of a subject nothing but the digest', () => {
    const { digest } = layer;
    expect(parse({ config, layers: [], subject: { digest } }).subject).toEqual({ mediaType: '', digest });
    expect(parse({ config, layers: [], subject: { ...layer, size: '7' } }).subject).not.toHaveProperty(
      'size',
    );
    expect(parse({ config, layers: [], subject: { digest: 'x' } })).not.toHaveProperty('subject');
  });

  test('keeps a key called __proto__ away from every prototype', () => {
    const bytes = new TextEncoder().encode(
      `{"manifests":[],"annotations":{"__proto__":"x","constructor":"y"},"mediaType":"${mediaTypes.ociIndex}"}`,
    );
    const { annotations } = parseManifest(bytes, mediaTypes.ociIndex);
    expect(Object.getPrototypeOf(annotations)).toBeNull();
    expect(Object.keys(annotations ?? {})).toEqual(['__proto__', 'constructor']);
  });
});

describe('the artifact type', () => {
  test('is the manifest’s own, else its config’s', () => {
    expect(artifactTypeOf(parse({ artifactType: 'a/b', config, layers: [] }))).toBe('a/b');
    expect(artifactTypeOf(parse({ config: { ...config, mediaType: 'c/d' }, layers: [] }))).toBe('c/d');
  });

  test('is none for images, plain indexes and the empty config', () => {
    expect(artifactTypeOf(parse({ config, layers: [] }))).toBeUndefined();
    expect(
      artifactTypeOf(parse({ config: { ...config, mediaType: mediaTypes.empty }, layers: [] })),
    ).toBeUndefined();
    expect(artifactTypeOf(parse({ manifests: [] }, mediaTypes.ociIndex))).toBeUndefined();
  });
});

function parse(body: unknown, contentType: string = mediaTypes.ociManifest) {
  return parseManifest(new TextEncoder().encode(JSON.stringify(body)), contentType);
}

test('an index that fills four megabytes with entries is read, and keys of prototypes reach none', () => {
  const entry = `{"mediaType":"a/b","digest":"sha256:${'a'.repeat(64)}","size":1,"__proto__":{"x":1}}`;
  const text = `{"constructor":{"prototype":{"x":1}},"manifests":[${Array(31_000).fill(entry).join(',')}]}`;
  const manifest = parseManifest(new TextEncoder().encode(text), mediaTypes.ociIndex);
  expect(manifest).toMatchObject({ shape: 'index', manifests: { length: 31_000 } });
  expect('x' in {} || 'x' in manifest).toBe(false);
});

test('the content of an image is as large as its config and its layers; an index does not tell', () => {
  const image = {
    shape: 'manifest',
    mediaType: '',
    config: { ...config, digest: parseDigest(digest) },
  } as const;
  const held = { ...layer, digest: parseDigest(digest) };
  expect(contentSizeOf({ ...image, layers: [held, held] })).toBe(22);
  expect(contentSizeOf({ shape: 'index', mediaType: '', manifests: [held] })).toBeUndefined();
});
