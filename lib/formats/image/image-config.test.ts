import { expect, test } from 'vitest';
import { parseImageConfig } from '#lib/formats/image/image-config';

const parse = (value: unknown) => parseImageConfig(new TextEncoder().encode(JSON.stringify(value)));

test('an image config is read as a person asks for it', () => {
  const config = parse({
    architecture: 'arm64',
    os: 'linux',
    variant: 'v8',
    created: '2026-10-23T09:12:44Z',
    config: {
      User: '10001',
      WorkingDir: '/app',
      Entrypoint: ['node'],
      Cmd: ['server.js', '--port', '8080'],
      Env: ['PATH=/usr/bin', 'OPTIONS=--a=b', 'BARE'],
      ExposedPorts: { '8080/tcp': {} },
      Volumes: { '/data': {} },
      Labels: { version: '2.4.1' },
      StopSignal: 'SIGTERM',
      Healthcheck: { Test: ['CMD', 'true'] },
    },
    history: [
      { created_by: 'COPY . .', created: '2026-10-23T09:12:44Z' },
      { created_by: 'CMD', empty_layer: true },
    ],
  });
  expect(config).toMatchObject({
    platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    user: '10001',
    workingDirectory: '/app',
    entrypoint: ['node'],
    command: ['server.js', '--port', '8080'],
    environment: [
      { name: 'PATH', value: '/usr/bin' },
      { name: 'OPTIONS', value: '--a=b' },
      { name: 'BARE', value: '' },
    ],
    ports: ['8080/tcp'],
    volumes: ['/data'],
    stopSignal: 'SIGTERM',
    healthcheck: ['CMD', 'true'],
  });
  expect({ ...config.labels }).toEqual({ version: '2.4.1' });
  expect(config.history.map(({ isEmpty }) => isEmpty)).toEqual([false, true]);
});

test.each([null, 7, [], {}, { config: null }, { config: { Env: 'PATH=/', ExposedPorts: [1], Labels: 4 } }])(
  'a config that says nothing of use, %j, is empty and no error',
  (value) => {
    expect(parse(value)).toMatchObject({ entrypoint: [], environment: [], ports: [], history: [] });
  },
);

test('bytes that are no JSON are refused', () => {
  expect(() => parseImageConfig(new TextEncoder().encode('FROM scratch'))).toThrow(/not valid JSON/);
});
