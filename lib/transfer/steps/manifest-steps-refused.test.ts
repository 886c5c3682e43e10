import { expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import { RegistryError } from '#lib/registry/registry-error';
import { isContentMissing, putByDigest, putNamingLosses } from './manifest-steps.ts';

const to = { registry: 'registry.example', repository: 'acme/app' };

async function open(code = 'MANIFEST_BLOB_UNKNOWN') {
  const registry = await openScratchRegistry();
  await registry.pushBlob(to.repository, '{}');
  const present = await registry.pushManifest(to.repository, artifactManifest());
  const entry = (digest: string) => ({ mediaType: mediaTypes.ociManifest, digest, size: 1 });
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [entry(present), entry(digestOf('lost'))],
  });
  const index = {
    bytes: new TextEncoder().encode(text),
    digest: digestOf(text),
    mediaType: mediaTypes.ociIndex,
  };
  const refusing = createFaultRegistry(registry.handle, [
    {
      method: 'PUT',
      path: /manifests/,
      fault: { kind: 'answer', status: 404, body: JSON.stringify({ errors: [{ code }] }) },
    },
  ]);
  return Object.assign(registry, { index, refusing });
}

test('a manifest is put under its digest, alone among the writes with its subject', async () => {
  await using registry = await open();
  const keys: string[] = [];
  const client = clientOver(to.registry, registry.handle);
  const context = testStepContext(client, {
    withLock: (key, work) => {
      keys.push(key);
      return work();
    },
  });
  await putByDigest(registry.index, { to }, client, context);
  await putByDigest(registry.index, { to, subject: digestOf('subject') }, client, context);
  expect(keys).toEqual([`registry.example/acme/app@${digestOf('subject')}`]);
  const stored = await registry.ask('GET', `${to.repository}/manifests/${registry.index.digest}`);
  expect(stored.status).toBe(200);
});

test('a refusal for want of content names the entries that are lost, and only those', async () => {
  await using registry = await open();
  const client = clientOver(to.registry, registry.refusing);
  const put = putNamingLosses(registry.index, { to }, client, testStepContext(client));
  await expect(put).rejects.toMatchObject({ name: 'StepError', lost: new Set([digestOf('lost')]) });
});

test('another refusal is passed on', async () => {
  await using registry = await open('MANIFEST_INVALID');
  const client = clientOver(to.registry, registry.refusing);
  const put = putNamingLosses(registry.index, { to }, client, testStepContext(client));
  await expect(put).rejects.toMatchObject({ name: 'RegistryError' });
});

test.each([
  ['MANIFEST_BLOB_UNKNOWN', true],
  ['BLOB_UNKNOWN', true],
  ['MANIFEST_UNKNOWN', true],
  ['MANIFEST_INVALID', false],
  ['NAME_UNKNOWN', false],
])('content is missing for %s: %s', (code, isMissing) => {
  const error = new RegistryError('refused', to.registry, 'No.', { answer: { status: 404, code } });
  expect(isContentMissing(error)).toBe(isMissing);
});

test('an error without an answer of a registry is no missing content', () => {
  expect(isContentMissing(new RegistryError('timeout', to.registry, 'Late.'))).toBe(false);
  expect(isContentMissing(new Error('BLOB_UNKNOWN'))).toBe(false);
});
