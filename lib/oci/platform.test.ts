import { expect, test } from 'vitest';
import { formatPlatform, isUnknownPlatform, parsePlatform } from '#lib/oci/platform';

test('a platform is written as os/architecture/variant', () => {
  const platform = parsePlatform({ os: 'linux', architecture: 'arm', variant: 'v7' });
  expect(platform && formatPlatform(platform)).toBe('linux/arm/v7');
});

test('a Windows platform tells its version', () => {
  const platform = parsePlatform({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.26100.1' });
  expect(platform && formatPlatform(platform)).toBe('windows/amd64:10.0.26100.1');
});

test('what names no platform is none', () => {
  expect(parsePlatform({ os: 'linux' })).toBeUndefined();
  expect(parsePlatform(null)).toBeUndefined();
});

test('the platform of attestation manifests is unknown', () => {
  expect(isUnknownPlatform({ os: 'unknown', architecture: 'unknown' })).toBe(true);
  expect(isUnknownPlatform({ os: 'linux', architecture: 'unknown' })).toBe(false);
});
