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

const sent: string[] = [];

beforeEach(async () => {
  registry = await openTestRegistry();
  sent.length = 0;
  const handle: EmbeddedRegistry['handle'] = (request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname.split('/').slice(-2).join('/')}`);
    return registry.handle(request);
  };
  testServices({}, { ...registry, handle });
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

test('of a manifest that is gone nothing is known but what is still attached to it', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  const hex = digest.slice('sha256:'.length);
  await signWithTag(hex);
  await registry.handle(
    new Request(`http://${embeddedHost}/v2/${repository}/manifests/${digest}`, { method: 'DELETE' }),
  );
  const { isMissing, evidence, graph } = await open().examine({ repository, digest }, signal);
  expect(isMissing).toBe(true);
  expect(evidence.signature).toMatchObject({ state: 'unknown', reason: 'The registry does not have it.' });
  expect(graph.edges).toMatchObject([{ to: digest, relation: 'subject', sources: ['cosign-tags'] }]);
});

test('a look at an image asks for no other tag of its repository', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  for (const tag of ['2', '3']) await pushImage(registry, repository, tag);
  await open().examine({ repository, digest }, signal);
  expect(sent).toContain(`GET referrers/${digest}`);
  expect(sent.filter((line) => /manifests\/\d$/.test(line))).toEqual([]);
});
