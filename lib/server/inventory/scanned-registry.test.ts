import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { createScannedRegistries } from './scanned-registry.ts';

const repository = 'team/app';
const { signal } = new AbortController();
let registry: EmbeddedRegistry;

beforeEach(async () => {
  registry = await openTestRegistry();
  testServices({}, registry);
  testVerification();
});

const open = () => {
  const session = { credentials: createCredentialStore(), owner: '' };
  return createScannedRegistries(() => session)(embeddedHost);
};

async function signWithTag(hex: string): Promise<void> {
  const type = 'application/vnd.dev.cosign.simplesigning.v1+json';
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.ociConfig };
  const payload = await pushBlob(registry, repository, '{"critical":{}}');
  const annotations = { 'dev.cosignproject.cosign/signature': 'AAAA' };
  await pushManifest(
    registry,
    repository,
    {
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config,
      layers: [{ ...payload, mediaType: type, annotations }],
    },
    `sha256-${hex}.sig`,
  );
}

test('what nobody has attached is none, and a signature under a tag is found', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  const scanned = open();
  const before = await scanned.examine({ repository, digest }, signal);
  expect(before.evidence.signature.state).toBe('none');
  await signWithTag(digest.slice('sha256:'.length));
  scanned.forgetLists(repository);
  const after = await scanned.examine({ repository, digest }, signal);
  expect(after.evidence.signature.state).not.toBe('none');
  expect(after.graph.nodes.map(({ kind }) => kind)).toContain('signature');
});

test('a manifest that is not there is an error, and nothing is said of it', async () => {
  const { digest } = await pushImage(registry, 'team/other', '1');
  await pushImage(registry, repository, '2');
  const missing = digest.replace(/.{4}$/, '0000');
  const { isDigest } = await import('#lib/oci/digest');
  if (!isDigest(missing)) throw new Error('The test is wrong.');
  await expect(open().examine({ repository, digest: missing }, signal)).rejects.toMatchObject({
    code: 'not-found',
  });
});
