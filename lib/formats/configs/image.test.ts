import { expect, test } from 'vitest';
import { readImageConfig } from './image.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const config = {
  architecture: 'arm64',
  variant: 'v8',
  os: 'linux',
  created: '2026-11-26T10:00:00Z',
  config: { User: '1000', Entrypoint: ['/app'], Cmd: ['--serve'], Labels: { a: 'b' } },
  rootfs: { type: 'layers', diff_ids: ['sha256:a', 'sha256:b'] },
};

test('the config says for which platform the image is, when it was made and how it is run', () => {
  const reading = readImageConfig(config, whole);
  expect(reading?.title).toBe('Image config · linux/arm64/v8');
  expect(reading?.summary?.()).toEqual({
    of: 'image',
    platform: 'linux/arm64/v8',
    created: '2026-11-26T10:00:00Z',
    layers: 2,
    user: '1000',
    entrypoint: ['/app'],
    command: ['--serve'],
  });
  expect([...(reading?.rows?.fields?.() ?? [])]).toContainEqual({ path: 'config.Labels.a', value: 'b' });
});

test.each([['1970-01-01T00:00:00Z'], ['1980-01-01T00:00:01Z'], ['0001-01-01T00:00:00Z'], ['never']])(
  'a time of creation %s is none',
  (created) => {
    expect(readImageConfig({ ...config, created }, whole)?.summary?.()).not.toHaveProperty('created');
  },
);

test('what lacks a platform or a file system is none', () => {
  expect(readImageConfig({ os: 'linux', architecture: 'arm64' }, whole)).toBeUndefined();
  expect(readImageConfig({ rootfs: {} }, whole)).toBeUndefined();
});

test('a config with empty words, as crane writes it for an image of nothing, tells its layers alone', () => {
  const empty = { ...config, architecture: '', os: '', created: '0001-01-01T00:00:00Z', variant: undefined };
  const reading = readImageConfig(empty, whole);
  expect(reading?.title).toBe('Image config · 2 layers');
  expect(reading?.summary?.()).not.toHaveProperty('platform');
  expect(reading?.summary?.()).not.toHaveProperty('created');
});
