import { expect, test } from 'vitest';
import { parseReference } from '#lib/oci/reference';
import {
  blobCommands,
  graphCommand,
  manifestCommands,
  registryCommand,
  repositoryCommand,
} from './read-commands.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test('a public registry needs no flag', () => {
  expect(graphCommand(parseReference('ghcr.io/org/app:1.2'))).toBe('oras discover ghcr.io/org/app:1.2');
});

test('oras knows by itself that localhost speaks plain http, and of other loopback names it is told', () => {
  expect(graphCommand(parseReference('localhost:5000/app:1'))).toBe('oras discover localhost:5000/app:1');
  expect(graphCommand(parseReference('127.0.0.1:5000/app:1'))).toBe(
    'oras discover --plain-http 127.0.0.1:5000/app:1',
  );
  expect(registryCommand('[::1]:5000')).toBe("oras repo ls --plain-http '[::1]:5000'");
  expect(repositoryCommand('localhost', 'demo/app')).toBe('oras repo tags localhost/demo/app');
});

test('regctl is told of every registry of this machine', () => {
  const texts = manifestCommands(parseReference('localhost:5000/app:1'))
    .flatMap(({ commands }) => commands)
    .filter(({ tool }) => tool === 'regctl')
    .map(({ text }) => text);
  expect(texts[0]).toBe('regctl --host reg=localhost:5000,tls=disabled artifact tree localhost:5000/app:1');
  expect(texts.every((text) => text.includes('tls=disabled'))).toBe(true);
});

test('the manifest of a digest is asked for by that digest', () => {
  const [, manifest] = manifestCommands(parseReference(`ghcr.io/org/app@${digest}`));
  expect(manifest?.commands.map(({ text }) => text)).toEqual([
    `oras manifest fetch ghcr.io/org/app@${digest}`,
    `regctl manifest get --format raw-body ghcr.io/org/app@${digest}`,
    `crane manifest ghcr.io/org/app@${digest}`,
  ]);
});

test('a blob is named to regctl by repository and digest', () => {
  const [bytes] = blobCommands(parseReference(`ghcr.io/org/app@${digest}`));
  expect(bytes?.commands[1]?.text).toBe(`regctl blob get ghcr.io/org/app ${digest}`);
});

test('a layout is named by its path, to the tools that can open one', () => {
  const folder = parseReference('oci:/srv/my layouts/app:1');
  expect(graphCommand(folder)).toBe("oras discover --oci-layout '/srv/my layouts/app:1'");
  expect(repositoryCommand('oci:/srv', 'app')).toBe('oras repo tags --oci-layout /srv/app');
  const [tree] = manifestCommands(folder);
  expect(tree?.commands.map(({ text }) => text)).toEqual([
    "oras discover --oci-layout --format tree '/srv/my layouts/app:1'",
    "regctl artifact tree 'ocidir:///srv/my layouts/app:1'",
  ]);
  const [blob] = blobCommands(parseReference(`oci:/srv/app@${digest}`));
  expect(blob?.commands.map(({ text }) => text)).toEqual([
    `oras blob fetch --oci-layout --output - /srv/app@${digest}`,
    `regctl blob get ocidir:///srv/app ${digest}`,
  ]);
});

test('an archive of a layout is opened by oras alone', () => {
  const texts = (reference: string) =>
    manifestCommands(parseReference(reference)).flatMap(({ commands }) => commands.map(({ text }) => text));
  expect(texts('oci:/srv/app.tar:1').every((text) => text.includes('--oci-layout'))).toBe(true);
  const upload = 'oci:upload/01234567-89ab-cdef-0123-456789abcdef/acme/app:1';
  expect(texts(upload)[0]).toBe('oras discover --oci-layout --format tree FILE:1');
});
