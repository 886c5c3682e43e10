import { expect, test } from 'vitest';
import { artifactTypes, findArtifactType } from './artifact-type.ts';

test('no type stands in two rows', () => {
  const types = artifactTypes.flatMap((row) => row.types);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
});

test('an exact type wins over the prefix that would match it too', () => {
  expect(findArtifactType('application/vnd.aquasec.trivy.report.sarif.v1')?.format).toBe('sarif');
  expect(findArtifactType('application/vnd.aquasec.trivy.report+json')?.format).toBe('trivy-json');
});

test('parameters do not change what a type is', () => {
  expect(findArtifactType('application/vnd.dev.sigstore.bundle+json;version=0.2')?.format).toBe(
    'sigstore-bundle',
  );
});

test('a type nobody has described is not in the table', () => {
  expect(findArtifactType('application/vnd.acme.flight-plan.v1+json')).toBeUndefined();
  expect(findArtifactType('')).toBeUndefined();
});
