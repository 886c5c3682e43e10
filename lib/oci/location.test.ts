import { expect, test } from 'vitest';
import { locationPath, parseLocation } from '#lib/oci/location';

const digest = `sha256:${'c'.repeat(64)}`;

test.each([
  ['ghcr.io', 'registry', '/ghcr.io'],
  ['localhost:5000', 'registry', '/localhost:5000'],
  ['registry:5000/', 'registry', '/registry:5000'],
  ['[::1]:5000', 'registry', '/[::1]:5000'],
  ['https://ghcr.io', 'registry', '/ghcr.io'],
  ['ghcr.io/org/app', 'repository', '/ghcr.io/org/app'],
  ['localhost:5000/demo/app', 'repository', '/localhost:5000/demo/app'],
  ['nginx', 'repository', '/docker.io/library/nginx'],
  ['nginx:1.27', 'artifact', '/docker.io/library/nginx:1.27'],
  ['ghcr.io/org/app:1.2', 'artifact', '/ghcr.io/org/app:1.2'],
  [`ghcr.io/org/app@${digest}`, 'artifact', `/ghcr.io/org/app@${digest}`],
])('%s opens the %s screen', (text, screen, path) => {
  const location = parseLocation(text);
  expect(location.screen).toBe(screen);
  expect(locationPath(location)).toBe(path);
  expect(parseLocation(path.slice(1))).toEqual(location);
});

test.each(['', ' ', '/', 'not a reference', 'ghcr.io/UPPER/x', 'a@b'])('%j is no location', (text) => {
  expect(() => parseLocation(text)).toThrow(expect.objectContaining({ name: 'OciError' }));
});
