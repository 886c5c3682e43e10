import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import type { SbomChoice } from './choose-sboms.ts';
import { chooseSboms } from './choose-sboms.ts';

const digestOf = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`);
const [image, index] = [digestOf('a'), digestOf('b')];

function sbom(letter: string, more: Partial<SbomChoice> = {}): SbomChoice {
  return { digest: digestOf(letter), about: image, format: 'spdx-json', tool: 'syft', packages: 1, ...more };
}

const chosen = (left: readonly SbomChoice[], right: readonly SbomChoice[]) =>
  chooseSboms({ image, sboms: left }, { image, sboms: right }).map((one) => one?.digest.at(-1));

test('SBOMs of one tool are compared before others', () => {
  const left = [sbom('1', { tool: 'trivy' }), sbom('2')];
  expect(chosen(left, [sbom('3')])).toEqual(['2', '3']);
});

test('SBOMs of one form are compared before those of two', () => {
  const left = [sbom('1', { format: 'cyclonedx-json', tool: 'cdxgen' }), sbom('2', { tool: 'trivy' })];
  expect(chosen(left, [sbom('3')])).toEqual(['2', '3']);
});

test('what is about the image comes before what is about the index, then the newest', () => {
  const left = [
    sbom('1', { about: index, created: '2026-03-01T00:00:00Z' }),
    sbom('2', { created: '2026-01-01T00:00:00Z' }),
    sbom('3', { created: '2026-02-01T00:00:00Z' }),
  ];
  expect(chosen(left, [sbom('4')])).toEqual(['3', '4']);
});

test('a side without an SBOM has none', () => {
  expect(chosen([sbom('1')], [])).toEqual(['1', undefined]);
});
