import { isDeepStrictEqual } from 'node:util';
import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand, unlessRefused } from '#e2e/fuzz/fuzz-target';
import { layoutPlace } from '#lib/oci/layout-reference';
import { locationPath } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';
import { parseLocation } from '#lib/oci/pasted-location';
import type { Reference } from '#lib/oci/reference';
import { formatReference, manifestSelector, parseReference } from '#lib/oci/reference';
import { paths } from '#lib/registry/calls/call-context';

const hex = 'b'.repeat(64);
const decoder = new TextDecoder();

/** What people type and what stands in addresses. */
export const referenceTarget: FuzzTarget = {
  name: 'reference',
  isJson: false,
  seeds: [
    'nginx',
    'nginx:1.27',
    'ghcr.io/org/app:1.2',
    `ghcr.io/org/app:1.2@sha256:${hex}`,
    'localhost:5000/demo/app:1.0',
    '[::1]:5000/a/b/c__d-e.f',
    '127.0.0.1:5000/a',
    'https://registry.example/charts/app',
    `oci://index.docker.io/library/redis@sha512:${hex}${hex}`,
    'xn--mnchen-3ya.example/a',
    'registry:5000/',
    '1.2.3.4',
  ],
  words: [
    ...([
      '@',
      ':',
      '/',
      '//',
      '.',
      '..',
      ':0',
      ':65535',
      ':65536',
      '[',
      ']',
      '[::1]',
      '::',
      '-',
      '__',
      '---',
    ] as const),
    ...[
      'sha256:',
      `sha256:${hex}`,
      'localhost',
      'docker.io/',
      'http://',
      'oci://',
      'oci:/',
      'oci:upload/01234567-89ab-cdef-0123-456789abcdef/',
      '0x7f.1',
      '256.1',
      'xn--',
      '?',
      '#',
    ],
    ...['a-a-', 'a.a.', 'a_', 'a/', '1.', '[fe80::1%25eth0]', '@user', '%2f', ' '],
  ],
  check(bytes) {
    const text = decoder.decode(bytes);
    const reference = unlessRefused(() => parseReference(text), OciError);
    if (reference !== undefined) checkReference(reference);
    const location = unlessRefused(() => parseLocation(text), OciError);
    if (location === undefined) return reference !== undefined;
    const path = locationPath(location);
    demand(/^\/[^/\s]/.test(path), `the path ${path} does not begin with one slash`);
    const parts = path.slice(1).split('/').map(decodeURIComponent);
    demand(
      isDeepStrictEqual(parseLocation(parts.join('/')), location),
      'a location is not read back as it was',
    );
    return true;
  },
};

function checkReference(reference: Reference): void {
  const text = formatReference(reference);
  if (layoutPlace(reference.registry) !== undefined) {
    demand(isDeepStrictEqual(parseReference(text), reference), 'a layout is not read back as it was');
    demand(!/\p{Cc}|(?:^|\/)\.{1,2}(?:\/|$)/u.test(text), 'a layout leaves the folder that it names');
    return;
  }
  demand(/^[\x21-\x7e]+$/.test(text), 'a reference holds what no header may hold');
  demand(isDeepStrictEqual(parseReference(text), reference), 'a reference is not read back as it was');
  demand(URL.canParse(`https://${reference.registry}`), 'a registry is accepted that no address can name');
  const origin = new URL(`https://${reference.registry}`);
  const extras = origin.username + origin.password + origin.search + origin.hash + origin.pathname;
  demand(extras === '/', 'a registry is more than a host and a port');
  for (const path of [
    paths.manifest(reference.repository, manifestSelector(reference)),
    paths.tags(reference.repository),
  ]) {
    demand(new URL(path, origin).pathname === path, 'the path of a request is not what it was made of');
  }
}
