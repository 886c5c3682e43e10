import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locationPath } from './location.ts';
import { parseLocation, parsePastedCommand } from './pasted-location.ts';

const digest = `sha256:${'c'.repeat(64)}`;
const upload = 'upload/01234567-89ab-cdef-0123-456789abcdef';

test.each([
  ['ghcr.io', 'registry', '/ghcr.io'],
  ['localhost:5000', 'registry', '/localhost:5000'],
  ['registry:5000/', 'registry', '/registry:5000'],
  ['[::1]:5000', 'registry', '/[::1]:5000'],
  ['https://ghcr.io', 'registry', '/ghcr.io'],
  ['ghcr.io/org/app:', 'repository', '/ghcr.io/org/app'],
  ['ghcr.io/org/app@', 'repository', '/ghcr.io/org/app'],
  ['https://hub.docker.com/_/nginx', 'repository', '/docker.io/library/nginx'],
  ['ghcr.io/org/app', 'repository', '/ghcr.io/org/app'],
  ['localhost:5000/demo/app', 'repository', '/localhost:5000/demo/app'],
  ['nginx', 'repository', '/docker.io/library/nginx'],
  ['nginx:1.27', 'artifact', '/docker.io/library/nginx:1.27'],
  ['ghcr.io/org/app:1.2', 'artifact', '/ghcr.io/org/app:1.2'],
  [`ghcr.io/org/app@${digest}`, 'artifact', `/ghcr.io/org/app@${digest}`],
  ['oci:/srv/app', 'repository', '/oci:/srv/app'],
  ['oci:/srv/app/', 'repository', '/oci:/srv/app'],
  ['oci:/srv/app:1', 'artifact', '/oci:/srv/app:1'],
  ['oci:/app:1', 'artifact', '/oci:/app:1'],
  [`oci:/srv/app@${digest}`, 'artifact', `/oci:/srv/app@${digest}`],
  ['oci:/srv/me@home/app', 'repository', '/oci:/srv/me@home/app'],
  ['oci:/srv/100% #1?/app:1', 'artifact', '/oci:/srv/100%25%20%231%3F/app:1'],
  ['skopeo inspect oci:/srv/app:1', 'artifact', '/oci:/srv/app:1'],
  [`oci:${upload}`, 'registry', `/oci:${upload}`],
  [`oci:${upload}/acme/app`, 'repository', `/oci:${upload}/acme/app`],
  [`oci:${upload}/acme/app:1`, 'artifact', `/oci:${upload}/acme/app:1`],
  ['oci://ghcr.io/charts/app:1', 'artifact', '/ghcr.io/charts/app:1'],
])('%s opens the %s screen', (text, screen, path) => {
  const location = parseLocation(text);
  expect(location.screen).toBe(screen);
  expect(locationPath(location)).toBe(path);
  expect(parseLocation(path.slice(1).split('/').map(decodeURIComponent).join('/'))).toEqual(location);
});

test.each(['', ' ', '/', 'not a reference', 'ghcr.io/UPPER/x', 'a@b'])('%j is no location', (text) => {
  expect(() => parseLocation(text)).toThrow(expect.objectContaining({ name: 'OciError' }));
});

test.each([
  ['docker pull nginx', 'nginx'],
  ['docker pull ghcr.io/org/app:1.2', 'ghcr.io/org/app:1.2'],
  ['$ sudo docker run -it -p 8080:80 -v /a:/b -e A=b/c nginx:1.27', 'nginx:1.27'],
  ['oras pull -o out localhost:5000/demo/app:1.0', 'localhost:5000/demo/app:1.0'],
  [`cosign verify --key k8s://ns/key ghcr.io/org/app@${digest}`, `ghcr.io/org/app@${digest}`],
  ['cosign verify --key ./cosign.pub "ghcr.io/org/app:1"', 'ghcr.io/org/app:1'],
  ['skopeo inspect docker://ghcr.io/org/app:1', 'docker://ghcr.io/org/app:1'],
  ['helm pull oci://ghcr.io/org/charts/app --version 1.2', 'oci://ghcr.io/org/charts/app'],
  ['`ghcr.io/org/app:1.2`', 'ghcr.io/org/app:1.2'],
  ['https://ghcr.io/v2/org/app/manifests/1.2', 'ghcr.io/org/app:1.2'],
  [`http://localhost:5000/v2/org/app/manifests/${digest}`, `localhost:5000/org/app@${digest}`],
  [`https://ghcr.io/v2/org/app/referrers/${digest}?artifactType=x`, `ghcr.io/org/app@${digest}`],
  ['https://ghcr.io/v2/org/app/tags/list?n=100', 'ghcr.io/org/app'],
  ['https://ghcr.io/v2/_catalog', 'ghcr.io'],
  ['https://ghcr.io/v2/', 'ghcr.io'],
  ['ghcr.io/v2/org/manifests/x', 'ghcr.io/v2/org/manifests/x'],
  ['not a reference', 'not a reference'],
  ['docker', 'docker'],
  ['FROM --platform=linux/amd64 nginx:1.27 AS build', 'nginx:1.27'],
  ['- image: "ghcr.io/org/app:1" # pinned', 'ghcr.io/org/app:1'],
  ['image: nginx', 'nginx'],
  ['https://hub.docker.com/r/grafana/grafana', 'docker.io/grafana/grafana'],
])('%s means %s', (text, reference) => {
  expect(parsePastedCommand(text)).toBe(reference);
});

test('a pasted command opens what it names', () => {
  expect(locationPath(parseLocation('docker pull nginx:1.27'))).toBe('/docker.io/library/nginx:1.27');
});

test('any text can be pasted, and what is no command stays as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parsePastedCommand(text);
      expect(text).toContain(read);
    }),
  );
});
