import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLocation } from './pasted-location.ts';
import { referenceOfWebPage } from './web-page.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['https://hub.docker.com/_/nginx', 'docker.io/library/nginx'],
  ['https://hub.docker.com/_/nginx/tags?name=1.27', 'docker.io/library/nginx'],
  ['hub.docker.com/r/grafana/grafana/', 'docker.io/grafana/grafana'],
  ['https://hub.docker.com/r/Grafana/grafana/tags', 'docker.io/grafana/grafana'],
  ['https://hub.docker.com/repository/docker/acme/app/general', 'docker.io/acme/app'],
  ['https://hub.docker.com/layers/library/nginx/1.27/images/sha256-abc', 'docker.io/library/nginx:1.27'],
  ['https://github.com/Acme/shop/pkgs/container/Shop', 'ghcr.io/acme/shop'],
  ['https://github.com/acme/shop/pkgs/container/shop%2Fapi/123?tag=v1.2', 'ghcr.io/acme/shop/api:v1.2'],
  ['https://github.com/orgs/acme/packages/container/package/charts%2Fshop', 'ghcr.io/acme/charts/shop'],
  ['https://quay.io/repository/prometheus/node-exporter?tab=tags', 'quay.io/prometheus/node-exporter'],
  [`https://quay.io/repository/acme/app/manifest/${digest}`, `quay.io/acme/app@${digest}`],
  ['https://gallery.ecr.aws/nginx/nginx', 'public.ecr.aws/nginx/nginx'],
  ['https://mcr.microsoft.com/en-us/artifact/mar/dotnet/runtime/tags', 'mcr.microsoft.com/dotnet/runtime'],
  ['https://gitlab.com/Acme/shop/container_registry/42', 'registry.gitlab.com/acme/shop'],
  ['https://gitlab.com/acme/shop/-/container_registry', 'registry.gitlab.com/acme/shop'],
  ['https://explore.ggcr.dev/?image=ghcr.io%2Facme%2Fapp%3A1', 'ghcr.io/acme/app:1'],
  ['https://oci.dag.dev/?repo=ghcr.io/acme/app', 'ghcr.io/acme/app'],
  ['http://localhost:5000/image/acme%2Fapp/tag/1.2', 'localhost:5000/acme/app:1.2'],
])('%s shows %s', (address, reference) => {
  expect(referenceOfWebPage(address)).toBe(reference);
  expect(() => parseLocation(reference)).not.toThrow();
});

test.each([
  'quay.io/repository/acme/app',
  'ghcr.io/image/app/tag/x:1',
  'https://ghcr.io/acme/app:1',
  'https://github.com/acme/shop',
  'nginx',
  '',
])('%j is no page of a web site', (address) => {
  expect(referenceOfWebPage(address)).toBeUndefined();
});

test('any text can be asked about', () => {
  const sites = fc.constantFrom(
    'https://hub.docker.com/r/',
    'github.com/',
    'https://quay.io/repository/',
    'x',
  );
  fc.assert(
    fc.property(sites, fc.string({ maxLength: 200 }), (site, rest) => {
      expect(['string', 'undefined']).toContain(typeof referenceOfWebPage(site + rest));
    }),
  );
});
