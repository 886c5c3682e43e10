import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locationPath, parseLocation } from './location.ts';
import { parsePastedCommand } from './parse-pasted-command.ts';

const digest = `sha256:${'c'.repeat(64)}`;

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
