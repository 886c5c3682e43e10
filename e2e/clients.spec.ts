import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { smallSbom, writeTwoPlatforms } from '#e2e/content/fixtures';
import type { Publisher } from '#e2e/content/publisher';
import { createPublisher } from '#e2e/content/publisher';
import { writeChart } from '#e2e/demo/images/chart';
import { needs } from '#e2e/tools/needs';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

// Real clients against our own /v2/: what they push has to be there for each other, byte for byte.
let bench: Workbench;
let publisher: Publisher;
let host: string;
let digest: string;

test.beforeAll(async ({ baseURL }) => {
  bench = makeWorkbench();
  await needs('oras');
  await needs('crane');
  host = new URL(baseURL ?? '').host;
  publisher = createPublisher(bench);
  await writeTwoPlatforms(bench);
  digest = await publisher.push('images', 'app', `${host}/clients/app:1.0,stable`);
});

test.afterAll(() => bench.remove());

test('oras pushes files and pulls the same bytes', async () => {
  await needs('oras');
  bench.write('notes.txt', 'Released on a Friday.\n');
  await bench.run('oras', ['push', '--plain-http', `${host}/clients/notes:1`, 'notes.txt:text/plain']);
  await bench.run('oras', ['pull', '--plain-http', '--output', 'pulled', `${host}/clients/notes:1`]);
  expect(bench.read('pulled/notes.txt')).toBe('Released on a Friday.\n');
});

test('oras attaches an SBOM and a signature of it, and discovers both', async () => {
  await needs('oras');
  const sbom = await attachSbom('clients/app');
  const signature = await publisher.attach({
    subject: `${host}/clients/app@${sbom}`,
    artifactType: 'application/vnd.acme.review.v1+json',
    file: 'review.json',
    content: { outcome: 'accepted' },
  });
  const tree = await bench.run('oras', ['discover', '--plain-http', `${host}/clients/app:1.0`]);
  expect(tree).toContain(sbom);
  expect(tree).toContain(signature);
});

test('oras copies an image with everything attached to it', async () => {
  await needs('oras');
  const sbom = await attachSbom('clients/app');
  const plain = ['--from-plain-http', '--to-plain-http'];
  await bench.run('oras', ['cp', '-r', ...plain, `${host}/clients/app:1.0`, `${host}/clients/copy:1.0`]);
  const tree = await bench.run('oras', ['discover', '--plain-http', `${host}/clients/copy:1.0`]);
  expect(tree).toContain(digest);
  expect(tree).toContain(sbom);
});

test('oras backs an image up with its referrers', async () => {
  await needs('oras');
  const sbom = await attachSbom('clients/app');
  const output = ['--include-referrers', '--output', 'backup'];
  await bench.run('oras', ['backup', '--plain-http', ...output, `${host}/clients/app:1.0`]);
  for (const expected of [digest, sbom]) {
    expect(existsSync(join(bench.folder, 'backup/blobs', expected.replace(':', '/')))).toBe(true);
  }
});

test('crane lists, validates and copies an image', async () => {
  await needs('crane');
  expect((await bench.run('crane', ['ls', `${host}/clients/app`])).split('\n')).toEqual(
    expect.arrayContaining(['1.0', 'stable']),
  );
  await bench.run('crane', ['validate', '--remote', `${host}/clients/app:1.0`]);
  await bench.run('crane', ['copy', `${host}/clients/app:1.0`, `${host}/clients/crane:1.0`]);
  expect((await bench.run('crane', ['digest', `${host}/clients/crane:1.0`])).trim()).toBe(digest);
  expect(await bench.run('crane', ['catalog', host])).toContain('clients/crane');
});

test('regctl copies an image with its referrers and deletes a tag', async () => {
  await needs('regctl');
  const sbom = await attachSbom('clients/app');
  await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
  await bench.run('regctl', [
    'image',
    'copy',
    '--referrers',
    `${host}/clients/app:1.0`,
    `${host}/clients/regctl:1.0`,
  ]);
  expect(await bench.run('regctl', ['artifact', 'tree', `${host}/clients/regctl:1.0`])).toContain(sbom);
  await bench.run('regctl', ['tag', 'delete', `${host}/clients/regctl:1.0`]);
  expect(await bench.run('regctl', ['tag', 'ls', `${host}/clients/regctl`])).not.toContain('1.0');
});

test('cosign signs and attests an image, and verifies both', async () => {
  await needs('cosign');
  const image = `${host}/clients/app@${digest}`;
  await publisher.sign(image);
  await publisher.attest(image, 'spdxjson', smallSbom);
  const offline = ['--key', 'cosign.pub', '--insecure-ignore-tlog', '--allow-http-registry'];
  expect(await bench.run('cosign', ['verify', ...offline, image])).toContain(digest);
  const attestation = await bench.run('cosign', [
    'verify-attestation',
    ...offline,
    '--type',
    'spdxjson',
    image,
  ]);
  expect(attestation).toContain('payload');
});

test('notation signs an image and lists its signature', async () => {
  await needs('notation');
  const image = `${host}/clients/app@${digest}`;
  await publisher.notarize(image, 'jws');
  const listed = await bench.run('notation', ['list', '--insecure-registry', image]);
  expect(listed).toContain('application/vnd.cncf.notary.signature');
});

test('helm pushes a chart and pulls it again', async () => {
  await needs('helm');
  writeChart(join(bench.folder, 'chart'), '2.4.1');
  await bench.run('helm', ['package', 'chart']);
  await bench.run('helm', ['push', '--plain-http', 'storefront-2.4.1.tgz', `oci://${host}/clients/charts`]);
  const chart = `oci://${host}/clients/charts/storefront`;
  expect(await bench.run('helm', ['show', 'chart', '--plain-http', chart, '--version', '2.4.1'])).toContain(
    'The web shop of Acme',
  );
});

test('skopeo copies all platforms of an image and inspects it', async () => {
  await needs('skopeo');
  const copy = ['copy', '--all', '--src-tls-verify=false', '--dest-tls-verify=false'];
  const target = `docker://${host}/clients/skopeo:1.0`;
  await bench.run('skopeo', [...copy, `docker://${host}/clients/app:1.0`, target]);
  expect(await bench.run('skopeo', ['inspect', '--raw', '--tls-verify=false', target])).toContain('"arm64"');
});

function attachSbom(repository: string) {
  return publisher.attach({
    subject: `${host}/${repository}@${digest}`,
    artifactType: 'application/spdx+json',
    file: 'app.spdx.json',
    content: smallSbom,
  });
}
