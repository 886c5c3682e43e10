import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { commandOfStep, joinHistory, parseImageConfig } from './image-config.ts';

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

const layer = (letter: string) => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: parseDigest(`sha256:${letter.repeat(64)}`),
  size: 1,
});

test('every step that is not empty made the next layer', () => {
  const [base, copy] = [layer('a'), layer('b')];
  const steps = [
    { createdBy: 'ADD rootfs.tar /', isEmpty: false },
    { createdBy: 'ENV A=1', isEmpty: true },
    { createdBy: 'COPY . .', isEmpty: false },
  ];
  expect(joinHistory(steps, [base, copy])?.map((row) => row.layer)).toEqual([base, undefined, copy]);
});

test('where steps and layers differ in number nobody can say which made which', () => {
  expect(joinHistory([{ isEmpty: false }], [layer('a'), layer('b')])).toBeUndefined();
  expect(joinHistory([], [layer('a')])).toBeUndefined();
});

test.each([
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['/bin/sh -c apk add curl', 'RUN apk add curl'],
  ['RUN /bin/sh -c apk add curl # buildkit', 'RUN apk add curl'],
  ['RUN |1 VERSION=2 /bin/sh -c make $VERSION # buildkit', 'RUN make $VERSION'],
  ['|1 VERSION=2 /bin/sh -c make', 'RUN make'],
  ['COPY dist /app # buildkit', 'COPY dist /app'],
  ['bazel build ...', 'bazel build ...'],
])('the command of the step %s is %s', (createdBy, command) => {
  expect(commandOfStep(createdBy)).toBe(command);
});

test('a config with empty words tells no platform and no year 1, of itself and of its steps', () => {
  const created = '0001-01-01T00:00:00Z';
  const config = parse({ os: '', architecture: '', created, history: [{ created }] });
  expect(config).not.toHaveProperty('platform');
  expect(config).not.toHaveProperty('created');
  expect(config.history[0]).not.toHaveProperty('created');
});
