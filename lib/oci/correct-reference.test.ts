import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctReference } from './correct-reference.ts';
import { OciError } from './oci-error.ts';
import { parseLocation } from './pasted-location.ts';

const hex = 'c'.repeat(64);

test.each([
  ['127.0.0.1:3351/Team/WEB:1', ['Team', 'WEB'], '127.0.0.1:3351/team/web:1'],
  ['ghcr.io/Org/app:V1', ['Org'], 'ghcr.io/org/app:V1'],
  ['Nginx', ['Nginx'], 'nginx'],
  ['MYHOST/app:1', ['MYHOST'], 'myhost/app:1'],
  ['ghcr.io/org//app', ['//'], 'ghcr.io/org/app'],
  ['ghcr.io/org/app:1.2+build.5', ['1.2+build.5'], 'ghcr.io/org/app:1.2_build.5'],
  ['ghcr.io/org/app: 1.2', [' 1.2'], 'ghcr.io/org/app:1.2'],
  ['nginx 1.27', ['nginx 1.27'], 'nginx:1.27'],
  ['please open ghcr.io/org/app:1.2, thanks', ['please open ghcr.io', '1.2, thanks'], 'ghcr.io/org/app:1.2'],
  ['ghcr.io\\org\\app:1', ['ghcr.io\\org\\app'], 'ghcr.io/org/app:1'],
  ['ghcr.io/org/app:1.2:3', ['1.2:3'], 'ghcr.io/org/app'],
  ['ghcr.io/org/app@sha256:abc', ['sha256:abc'], 'ghcr.io/org/app'],
  ['ghcr.io/org/app:1@sha256:abc', ['sha256:abc'], 'ghcr.io/org/app:1'],
  [
    `ghcr.io/org/app@sha256:${hex.toUpperCase()}`,
    [`sha256:${hex.toUpperCase()}`],
    `ghcr.io/org/app@sha256:${hex}`,
  ],
  [`ghcr.io/org/app:sha256:${hex}`, [`sha256:${hex}`], `ghcr.io/org/app@sha256:${hex}`],
  [`ghcr.io/org/app@${hex}`, [hex], `ghcr.io/org/app@sha256:${hex}`],
  ['user:secret@ghcr.io/app:1', ['user:secret@'], 'ghcr.io/app:1'],
  ['ghcr.io:99999/org/app', ['ghcr.io:99999'], 'ghcr.io/org/app'],
  ['docker pull ghcr.io/Org/app:1', ['Org'], 'ghcr.io/org/app:1'],
  ['https://ghcr.io/Org/app', ['Org'], 'ghcr.io/org/app'],
  ['oci:/srv/App:1', ['App'], 'oci:/srv/app:1'],
  ['ghcr.io/org/my app:1', ['my app'], 'ghcr.io/org/my-app:1'],
  ['not a reference', ['not a reference'], undefined],
  ['256.1.1.1/a', ['256.1.1.1'], undefined],
  ['', [], undefined],
])('of %j the wrong parts are %j, and %j may be meant', (text, parts, suggestion) => {
  const { wrong, suggestion: suggested } = correctReference(text);
  expect(wrong.map(({ start, end }) => text.slice(start, end))).toEqual(parts);
  expect(suggested).toBe(suggestion);
});

test('whatever is refused, the wrong parts lie in it and a suggestion can be opened', () => {
  const piece = fc.constantFrom(
    'ghcr.io',
    '/',
    ':',
    '@',
    'Org',
    'app',
    '1.2',
    'sha256:',
    ' ',
    'oci:/',
    '..',
    '\\',
    '"',
    '[::1]',
    hex,
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.string({ maxLength: 60, unit: 'binary' }),
    fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(texts.filter(isRefused), (text) => {
      const { wrong, suggestion } = correctReference(text);
      let last = 0;
      for (const { start, end } of wrong) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(wrong.at(-1)?.end ?? 0).toBeLessThanOrEqual(text.length);
      if (suggestion !== undefined) expect(isRefused(suggestion)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('a text of any length is judged by its beginning', () => {
  const long = `ghcr.io/${'A /:@'.repeat(100_000)}`;
  expect(correctReference(long).wrong.every(({ end }) => end <= 1_000)).toBe(true);
});

function isRefused(text: string): boolean {
  try {
    parseLocation(text);
    return false;
  } catch (error) {
    if (!(error instanceof OciError)) throw error;
    return true;
  }
}
