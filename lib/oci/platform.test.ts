import { expect, test } from 'vitest';
import { formatPlatform, isPlatform, isUnknownPlatform, parsePlatform, readPlatform } from './platform.ts';

test('a platform is written as os/architecture/variant', () => {
  const platform = parsePlatform({ os: 'linux', architecture: 'arm', variant: 'v7' });
  expect(platform && formatPlatform(platform)).toBe('linux/arm/v7');
});

test.each([
  [{ os: '', architecture: '' }],
  [{ os: 'linux', architecture: '' }],
  [{ os: '', architecture: 'amd64' }],
  [{ os: 'linux' }],
])('%j names no platform', (value) => {
  expect(parsePlatform(value)).toBeUndefined();
});

test('a Windows platform tells its version', () => {
  const platform = parsePlatform({ os: 'windows', architecture: 'amd64', 'os.version': '10.0.26100.1' });
  expect(platform && formatPlatform(platform)).toBe('windows/amd64:10.0.26100.1');
});

test.each([
  ['linux/arm64', 'linux/arm64/v8', true],
  ['linux/arm64/v8', 'linux/arm64', true],
  ['linux/arm64', 'linux/arm64/8', true],
  ['linux/arm64', 'linux/arm64/v9', false],
  ['linux/aarch64', 'linux/arm64', true],
  ['linux/arm', 'linux/arm/v7', true],
  ['linux/arm/v7', 'linux/arm', true],
  ['linux/arm/v7', 'linux/arm/v6', false],
  ['linux/arm/6', 'linux/arm/v6', true],
  ['linux/arm', 'linux/arm64', false],
  ['linux/armhf', 'linux/arm/v7', true],
  ['linux/amd64', 'linux/amd64/v1', true],
  ['linux/amd64', 'linux/amd64/v3', false],
  ['linux/amd64/v3', 'linux/amd64', false],
  ['Linux/x86_64', 'linux/amd64', true],
  ['macos/arm64', 'darwin/arm64', true],
  ['linux/386', 'linux/i386', true],
  ['linux/amd64', 'windows/amd64', false],
  ['linux/ppc64le', 'linux/ppc64le', true],
  ['windows/amd64', 'windows/amd64', true],
  ['windows/amd64', 'windows/amd64:10.0.20348.2700', true],
  ['windows/amd64:10.0.20348.2700', 'windows/amd64:10.0.20348.2700', true],
  ['windows/amd64:10.0.20348', 'windows/amd64:10.0.20348.2700', true],
  ['windows(10.0.20348)/amd64', 'windows/amd64:10.0.20348.2700', true],
  ['windows/amd64:10.0.2034', 'windows/amd64:10.0.20348.2700', false],
  ['windows/amd64:10.0.20348', 'windows/amd64', false],
])('who asks for %s and is offered %s: %s', (wanted, offered, isMeant) => {
  const [one, other] = [readPlatform(wanted), readPlatform(offered)];
  expect(one !== undefined && other !== undefined && isPlatform(one, other)).toBe(isMeant);
});

test.each(['', 'linux', 'linux/', '/amd64', 'linux/arm/v7/hard'])('"%s" is no platform', (text) => {
  expect(readPlatform(text)).toBeUndefined();
});

test('what names no platform is none', () => {
  expect(parsePlatform({ os: 'linux' })).toBeUndefined();
  expect(parsePlatform(null)).toBeUndefined();
});

test('the platform of attestation manifests is unknown', () => {
  expect(isUnknownPlatform({ os: 'unknown', architecture: 'unknown' })).toBe(true);
  expect(isUnknownPlatform({ os: 'linux', architecture: 'unknown' })).toBe(false);
});
