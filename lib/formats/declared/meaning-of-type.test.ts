import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { meaningOfManifest } from './meaning.ts';
import { isGenericType, meaningOfType, titleOfFiles } from './meaning-of-type.ts';

const titleKey = 'org.opencontainers.image.title';
const digest = parseDigest(`sha256:${'f'.repeat(64)}`);
const fileOf = (mediaType: string, name: string) => ({
  ...{ mediaType, digest, size: 3 },
  annotations: { [titleKey]: name },
});

test.each([
  ['application/json', 'review.json'],
  ['application/xml', 'result.xml'],
  ['text/plain', 'notes.txt'],
  ['application/octet-stream', 'tool.bin'],
])('a file of the type %s is called by its name', (artifactType, name) => {
  const manifest = {
    shape: 'manifest',
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType,
    layers: [fileOf(artifactType, name)],
  } as const;
  expect(meaningOfManifest(manifest)).toMatchObject({ kind: 'artifact', title: name });
});

test('several files are so many, and without names nothing is said', () => {
  expect(titleOfFiles([fileOf('a/b', 'a'), fileOf('a/b', 'b')])).toBe('2 files');
  expect(titleOfFiles([{ mediaType: 'a/b', digest, size: 1 }])).toBeUndefined();
});

test('a type that somebody chose says more than a name', () => {
  expect(isGenericType('application/vnd.acme.review+json')).toBe(false);
  expect(meaningOfType('application/vnd.acme.review+json', {}).title).toBe('acme.review');
});

test('a chart is named by what its publisher wrote beside it', () => {
  const annotations = { [titleKey]: 'web', 'org.opencontainers.image.version': '1.0.0' };
  expect(meaningOfType('application/vnd.cncf.helm.config.v1+json', annotations).title).toBe(
    'Helm chart web 1.0.0',
  );
});
