import { describe, expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import type { FakeStore } from '#e2e/fakes/fake-store';
import { createFakeStore, describeBytes } from '#e2e/fakes/fake-store';
import { walkLimits, walkToEnd } from '#e2e/fakes/walk-to-end';
import { checkOf } from '#lib/graph/check';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestParts } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import { createDiscoveryCache } from './repository-handle.ts';

type Form = {
  readonly type: string;
  /** The bytes of a signature or statement about a digest. */
  readonly write: (digest: string) => Uint8Array<ArrayBuffer>;
  readonly annotations?: Readonly<Record<string, string>>;
};

const utf8 = new TextEncoder();
const json = (value: unknown) => utf8.encode(JSON.stringify(value));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const hexOf = (digest: string) => digest.slice('sha256:'.length);

const statement = (digest: string, predicateType: string) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app', digest: { sha256: hexOf(digest) } }],
  ...{ predicateType, predicate: {} },
});
const dsse = (value: unknown) => ({
  payloadType: 'application/vnd.in-toto+json',
  payload: base64(json(value)),
  signatures: [{ sig: 'AA==' }],
});
const payload = (digest: string) => json({ targetArtifact: { mediaType: mediaTypes.ociManifest, digest } });
const signType = 'https://sigstore.dev/cosign/sign/v1';

const forms: readonly (readonly [name: string, form: Form])[] = [
  [
    'simple signing',
    {
      type: 'application/vnd.dev.cosign.simplesigning.v1+json',
      annotations: { 'dev.cosignproject.cosign/signature': 'AA==' },
      write: (digest) => json({ critical: { image: { 'docker-manifest-digest': digest } } }),
    },
  ],
  [
    'a DSSE envelope',
    {
      type: 'application/vnd.dsse.envelope.v1+json',
      write: (digest) => json(dsse(statement(digest, 'https://slsa.dev/provenance/v1'))),
    },
  ],
  [
    'a bundle of a statement',
    {
      type: bundleType,
      write: (digest) => json({ mediaType: bundleType, dsseEnvelope: dsse(statement(digest, signType)) }),
    },
  ],
  [
    'a bundle of a message signature',
    {
      type: bundleType,
      write: (digest) =>
        json({
          mediaType: bundleType,
          messageSignature: {
            messageDigest: {
              algorithm: 'SHA2_256',
              digest: Buffer.from(hexOf(digest), 'hex').toString('base64'),
            },
            signature: 'AA==',
          },
        }),
    },
  ],
  [
    'a JWS of notation',
    {
      type: 'application/jose+json',
      write: (digest) =>
        json({ payload: base64(payload(digest)), protected: 'e30', header: {}, signature: 'AA' }),
    },
  ],
  ['a COSE envelope of notation', { type: 'application/cose', write: (digest) => cose(payload(digest)) }],
  [
    'an in-toto statement that nobody signed',
    {
      type: 'application/vnd.in-toto+json',
      write: (digest) => json(statement(digest, 'https://slsa.dev/provenance/v1')),
    },
  ],
];

describe.each(forms)('%s', (_, form) => {
  test('that names its subject is there and no more', async () => {
    const { store, image } = shop();
    const { digest } = attach(store, image, form, form.write(image.digest));
    const node = await nodeIn(store, digest);
    expect(node).toMatchObject({ binding: { state: 'matches', names: [image.digest] } });
    expect(checkOf(node)?.text).toMatch(/^not (?:checked|signed)$/);
  });

  test('that names another digest is told to', async () => {
    const { store, image, other } = shop();
    const { digest } = attach(store, image, form, form.write(other.digest));
    const node = await nodeIn(store, digest);
    expect(node).toMatchObject({
      binding: { state: 'other', names: [other.digest], misses: image.digest },
    });
    expect(checkOf(node)).toEqual({ state: 'failed', text: 'names another digest' });
  });

  test('that is cut in its middle cannot be read', async () => {
    const { store, image } = shop();
    const bytes = form.write(image.digest);
    const { digest } = attach(store, image, form, bytes.slice(0, bytes.length / 2));
    const node = await nodeIn(store, digest);
    const isSigned = form.type !== 'application/vnd.in-toto+json';
    expect(node.binding?.state).toBe(isSigned ? 'unreadable' : undefined);
  });
});

test.each([
  ['{} as a signature of notation', 'application/jose+json', '{}'],
  ['no bytes as a bundle', bundleType, ''],
  ['a DSSE envelope without signatures', 'application/vnd.dsse.envelope.v1+json', withoutSignatures()],
  ['a bundle with an empty payload', bundleType, withoutPayload()],
])('%s is empty', async (_, type, text) => {
  const { store, image } = shop();
  const { digest } = attach(store, image, { type }, utf8.encode(text));
  const node = await nodeIn(store, digest);
  expect(node.binding?.state).toBe('empty');
  expect(checkOf(node)).toEqual({ state: 'failed', text: 'empty' });
});

test('of two signatures under one tag each is judged', async () => {
  const { store, image, other } = shop();
  const [, form] = forms[0] ?? [];
  if (form === undefined) throw new Error('no form');
  const layers = [image, other].map(({ digest }) => put(store, form, form.write(digest)));
  const { digest } = store.put(signatureManifest(layers), `${referrersTag(image.digest)}.sig`);
  const node = await nodeIn(store, digest);
  expect(node.parts?.map(({ binding }) => binding?.state)).toEqual(['matches', 'other']);
  expect(checkOf(node)?.text).toBe('1 of 2 names another digest');
});

test('one signature under the tags of two images fits one of them, whichever was opened before', async () => {
  const { store, image, other } = shop();
  const [, form] = forms[0] ?? [];
  if (form === undefined) throw new Error('no form');
  const manifest = signatureManifest([put(store, form, form.write(image.digest))]);
  const { digest } = store.put(manifest, `${referrersTag(image.digest)}.sig`);
  store.put(manifest, `${referrersTag(other.digest)}.sig`);
  const home = { client: clientOf(store), repository: 'team/app', cache: createDiscoveryCache() };
  const states = [];
  for (const tag of ['other', '1.0', 'other', '1.0']) {
    const { nodes } = await walkToEnd(home.client, tag, { primary: home, limits });
    states.push(nodes.get(digest)?.binding?.state);
  }
  expect(states).toEqual(['other', 'matches', 'other', 'matches']);
});

const limits = { ...walkLimits, documentsMax: 100 };
const blobs = new Map<string, Uint8Array<ArrayBuffer>>();

/** Two images under the tags `1.0` and `other`. */
function shop() {
  const store = createFakeStore();
  return { store, image: store.image('app', { tag: '1.0' }), other: store.image('b', { tag: 'other' }) };
}

function put(
  _store: FakeStore,
  { type, annotations = {} }: Omit<Form, 'write'>,
  bytes: Uint8Array<ArrayBuffer>,
) {
  const blob = describeBytes(bytes, type);
  blobs.set(blob.digest, bytes);
  return { ...blob, annotations };
}

function attach(
  store: FakeStore,
  { mediaType, digest, size }: Descriptor,
  form: Omit<Form, 'write'>,
  bytes: Uint8Array<ArrayBuffer>,
): Descriptor {
  const config = describeBytes(json({}), mediaTypes.empty);
  return store.put({
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: form.type, config },
    ...{ layers: [put(store, form, bytes)], subject: { mediaType, digest, size } },
  });
}

function signatureManifest(layers: readonly Descriptor[]) {
  const config = describeBytes(utf8.encode('config'), mediaTypes.ociConfig);
  return { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers };
}

function clientOf(store: FakeStore) {
  return createFakeClient(store, {
    getBlob: async (_repository, digest) => {
      const bytes = blobs.get(digest) ?? new Uint8Array();
      return { body: new Blob([bytes]).stream(), size: bytes.length, contentRange: undefined };
    },
  });
}

async function nodeIn(store: FakeStore, digest: Descriptor['digest']) {
  const { nodes } = await walkToEnd(clientOf(store), '1.0', { limits });
  const node = nodes.get(digest);
  if (node === undefined) throw new Error(`${digestParts(digest).encoded} is not in the graph`);
  return node;
}

/** A COSE_Sign1 in CBOR (RFC 9052 §4.2) whose signature is one byte. */
function cose(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Uint8Array.of(0x59, content.length >> 8, content.length & 0xff);
  return new Uint8Array([0xd2, 0x84, 0x41, 0xa0, 0xa0, ...length, ...content, 0x41, 0x01]);
}

function withoutSignatures(): string {
  return JSON.stringify({ ...dsse(statement(`sha256:${'a'.repeat(64)}`, signType)), signatures: [] });
}

function withoutPayload(): string {
  return JSON.stringify({ mediaType: bundleType, dsseEnvelope: { ...dsse({}), payload: '' } });
}
