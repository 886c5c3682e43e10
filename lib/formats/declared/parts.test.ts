import { expect, test } from 'vitest';
import { digestFromHash } from '#lib/oci/digest';
import type { Meaning, Part } from '#lib/oci/kind';
import type { ImageManifest } from '#lib/oci/manifest';
import { meaningOfManifest } from './meaning.ts';
import { combineParts, declaredParts } from './parts.ts';

const digestOf = (nth: number) => digestFromHash('sha256', nth.toString(16).padStart(64, '0'));
const declared: Meaning = { kind: 'attestation', format: 'a/b', title: 'Files', confidence: 'declared' };
const part = (nth: number, kind: Part['kind'], format = 'x'): Part => ({
  ...{ digest: digestOf(nth), kind, format, envelope: 'dsse', title: 'One' },
});

test('several documents of one kind are so many of it', () => {
  expect(combineParts(declared, [part(1, 'sbom'), part(2, 'sbom')])).toEqual({
    kind: 'sbom',
    format: 'x',
    envelope: 'dsse',
    title: '2 SBOMs',
  });
});

test('documents of several kinds are attestations, in the form that was declared', () => {
  expect(combineParts(declared, [part(1, 'provenance'), part(2, 'sbom', 'y')])).toMatchObject({
    kind: 'attestation',
    format: 'a/b',
    title: 'Attestations · provenance, SBOM',
  });
});

test('one document alone is what it is, and none leaves what was declared', () => {
  expect(combineParts(declared, [part(1, 'vex')])).toMatchObject({ kind: 'vex', title: 'One' });
  expect(combineParts(declared, [])).toBe(declared);
});

test('a layer declares its predicate in an annotation, with and without the scheme of its address', () => {
  const layer = (nth: number, type: string): ImageManifest['layers'][number] => ({
    ...{ mediaType: 'application/vnd.in-toto+json', digest: digestOf(nth), size: 9 },
    annotations: { 'in-toto.io/predicate-type': type },
  });
  const layers = [layer(1, 'https://slsa.dev/provenance/v1'), layer(2, 'spdx.dev/Document')];
  const manifest: ImageManifest = { shape: 'manifest', mediaType: 'a/b', layers };
  expect(declaredParts(manifest).map(({ kind }) => kind)).toEqual(['provenance', 'sbom']);
});

test('a chart with its signature keeps its name and has the signature as a part', () => {
  const layers = [
    { mediaType: 'application/vnd.cncf.helm.chart.provenance.v1.prov', digest: digestOf(1), size: 9 },
    { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: digestOf(2), size: 9 },
  ];
  const config = { mediaType: 'application/vnd.cncf.helm.config.v1+json', digest: digestOf(3), size: 9 };
  const manifest: ImageManifest = { shape: 'manifest', mediaType: 'a/b', config, layers };
  expect(meaningOfManifest(manifest)).toMatchObject({
    kind: 'chart',
    title: 'Helm chart',
    parts: [{ kind: 'signature', format: 'helm-prov' }],
  });
});
