import { expect, test } from 'vitest';
import type { ProductName } from '#lib/formats/documents/rows';
import { matchArtifact } from './match-artifact.ts';

function judge(product: Partial<ProductName>, references: readonly string[], purls: readonly string[] = []) {
  return matchArtifact({ name: 'x', ...product }, { digests: [], references, purls }).is;
}

test('Docker Hub has many names', () => {
  const nginx = ['docker.io/library/nginx:1.25'];
  expect(judge({ purl: 'pkg:docker/nginx@1.25' }, nginx)).toBe('yes');
  expect(judge({ purl: 'pkg:docker/library/nginx' }, nginx)).toBe('yes');
  expect(judge({ purl: 'pkg:oci/nginx?repository_url=index.docker.io/library/nginx' }, nginx)).toBe('yes');
  expect(judge({ purl: 'pkg:docker/acme/nginx' }, nginx)).toBe('no');
});

test('what an SBOM calls the artifact is one of its names', () => {
  const web = ['pkg:generic/acme-web@1.0'];
  expect(judge({ purl: 'pkg:generic/acme-web' }, [], web)).toBe('yes');
  expect(judge({ purl: 'pkg:generic/acme-web@2.0' }, [], web)).toBe('no');
});

test('a tag can only be told where the reference has one', () => {
  expect(judge({ purl: 'pkg:oci/web?tag=1.0' }, ['ghcr.io/acme/web'])).toBe('unknown');
  expect(judge({ purl: 'pkg:oci/web?tag=1.0' }, ['localhost:5000/acme/web:1.0'])).toBe('yes');
  expect(judge({ purl: 'pkg:oci/web', versions: '<2' }, ['ghcr.io/acme/web:1.0'])).toBe('unknown');
});

test('a name with a version is a reference or a digest', () => {
  expect(judge({ name: 'ghcr.io/acme/web', version: '1.0' }, ['ghcr.io/acme/web:1.0'])).toBe('yes');
  expect(judge({ name: 'web', version: `sha256:${'a'.repeat(64)}` }, [])).toBe('no');
});
