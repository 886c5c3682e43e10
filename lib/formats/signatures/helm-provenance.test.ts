import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meaningOfManifest } from '#lib/formats/declared/meaning';
import { planReading } from '#lib/formats/reading/plan-reading';
import { understand } from '#lib/formats/reading/understand';
import { readingOf } from '#lib/formats/testing/read-text';
import { digestFromHash } from '#lib/oci/digest';
import type { ImageManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';

const hash = 'a'.repeat(64);
// A version 4 packet of RSA with SHA512 that names its key and its time, without the numbers of the signature.
const packet = Buffer.from('c2180400010a001005026553f10009100123456789abcdef0000', 'hex');
const armor = `-----BEGIN PGP SIGNATURE-----\n\n${packet.toString('base64')}\n=abcd\n-----END PGP SIGNATURE-----\n`;
const signed = (files: string) =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\napiVersion: v2\nname: web\nversion: 1.0.0+build.5\n\n...\nfiles:\n  web-1.0.0.tgz: ${files}\n${armor}`;

test('a signed chart tells what was signed, by which key and when', () => {
  const [document] = readingOf(signed(`sha256:${hash}`)).documents;
  expect(document).toMatchObject({
    kind: 'signature',
    format: 'helm-prov',
    title: 'web 1.0.0+build.5 · signed with PGP',
    binding: { names: [`sha256:${hash}`] },
  });
  expect(document?.summary?.()).toEqual({
    of: 'signature',
    form: 'helm-prov',
    keyId: '0123456789ABCDEF',
    logEntries: [],
    timestamps: ['2023-11-14T22:13:20Z'],
    payload: { name: 'web', version: '1.0.0+build.5', 'web-1.0.0.tgz': `sha256:${hash}` },
    algorithm: 'RSA with SHA512',
    signatures: 1,
  });
});

test('a chart without its signature, and a text that is no chart, say so', () => {
  const unsigned = signed('sha256:aa').slice(0, signed('sha256:aa').indexOf('-----BEGIN PGP SIGNATURE'));
  expect(readingOf(unsigned).documents[0]?.binding).toEqual({
    state: 'empty',
    reason: 'It holds no signature.',
  });
  const letter = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nhello\n${armor}`;
  expect(readingOf(letter).documents[0]).toMatchObject({
    format: 'pgp-clearsigned',
    title: 'Text · signed with PGP',
  });
});

describe('a chart with its signature beside it', () => {
  const read = (files: string) => {
    const bytes = new TextEncoder().encode(signed(files));
    const provenance = {
      mediaType: 'application/vnd.cncf.helm.chart.provenance.v1.prov',
      digest: digestFromHash('sha256', 'b'.repeat(64)),
      size: bytes.length,
    };
    const manifest: ImageManifest = {
      shape: 'manifest',
      mediaType: mediaTypes.ociManifest,
      config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: provenance.digest, size: 2 },
      layers: [
        provenance,
        {
          mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
          digest: digestFromHash('sha256', hash),
          size: 9,
        },
      ],
    };
    const declared = meaningOfManifest(manifest);
    expect(planReading(manifest, declared).readings).toEqual([{ blob: provenance, maxBytes: bytes.length }]);
    return understand(
      { ...manifest, config: { ...provenance, digest: digestFromHash('sha256', 'c'.repeat(64)) } },
      declared,
      [{ blob: provenance, bytes, isWhole: true }],
    );
  };

  test('stays a chart, and its part is a signature that names the archive', () => {
    const meaning = read(`sha256:${hash}`);
    expect(meaning).toMatchObject({ kind: 'chart', title: 'Helm chart' });
    expect(meaning.parts).toMatchObject([
      { kind: 'signature', format: 'helm-prov', binding: { state: 'matches' } },
    ]);
  });

  test('is found to be signed as another archive', () => {
    expect(read(`sha256:${'d'.repeat(64)}`).parts).toMatchObject([{ binding: { state: 'other' } }]);
  });
});

test('whatever the packet and the text, there is an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.string({ maxLength: 60 }), (bytes, text) => {
      const armored = `-----BEGIN PGP SIGNATURE-----\n\n${Buffer.from([0xc2, ...bytes]).toString('base64')}\n-----END PGP SIGNATURE-----`;
      const [document] = readingOf(`-----BEGIN PGP SIGNED MESSAGE-----\n\n${text}\n${armored}`).documents;
      expect(document?.summary?.().of).toBe('signature');
    }),
  );
});
