import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { makeFleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { getVerification } from '#lib/server/verification/verification-service';
import { inventoryLimits } from './limits.ts';
import { createScannedRegistries } from './scanned-registry.ts';

const repository = 'team/app';
const { signal } = new AbortController();
let registry: EmbeddedRegistry;
let folder = '';

const sent: string[] = [];
let onSent = (_line: string) => {};

beforeEach(async () => {
  registry = await openTestRegistry();
  sent.length = 0;
  onSent = () => {};
  const handle: EmbeddedRegistry['handle'] = (request) => {
    const line = `${request.method} ${new URL(request.url).pathname.split('/').slice(-2).join('/')}`;
    sent.push(line);
    onSent(line);
    return registry.handle(request);
  };
  testServices({}, { ...registry, handle });
  folder = await mkdtemp(join(tmpdir(), 'orrery-scanned-'));
  // Without a policy nobody looks at who signed what.
  await makeFleetSigners(Date.now()).writePolicy(folder);
  testVerification(folder);
});

afterEach(() => rm(folder, { recursive: true }));

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

test('a look says when the list of tags was read that served it', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  const scanned = open();
  const look = async () => (await scanned.examine({ repository, digest }, signal)).listedAt ?? 0;
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-27T00:00:00Z'));
  const first = await look();
  clock.mockReturnValue(first + 10_000);
  expect(await look()).toBe(first);
  scanned.forgetLists(repository);
  expect(await look()).toBe(first + 10_000);
  clock.mockRestore();
});

test('the policies are read again after a minute, however many looks there are meanwhile', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  const scanned = open();
  const read = vi.spyOn(getVerification().policies, 'current');
  const time = performance.now.bind(performance);
  let laterMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => time() + laterMs);
  for (let looks = 0; looks < 3; looks += 1) {
    await scanned.examine({ repository, digest }, signal);
    laterMs += 0.7 * inventoryLimits.policyKnownMs;
  }
  clock.mockRestore();
  expect(read.mock.calls.length).toBeGreaterThan(1);
});

test('a look that is ended, or finds no policies, leaves none to the next one', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  const scanned = open();
  const ended = AbortSignal.abort(new Error('The job was ended.'));
  await expect(scanned.examine({ repository, digest }, ended)).rejects.toThrow();
  expect(await scanned.examine({ repository, digest }, signal)).toHaveProperty('evidence');
  const others = open();
  vi.spyOn(getVerification().policies, 'current').mockRejectedValueOnce(new Error('It cannot be read.'));
  await expect(others.examine({ repository, digest }, signal)).rejects.toThrow('cannot be read');
  expect(await others.examine({ repository, digest }, signal)).toHaveProperty('evidence');
});

test('a look at an image asks for no other tag of its repository', async () => {
  const { digest } = await pushImage(registry, repository, '1');
  for (const tag of ['2', '3']) await pushImage(registry, repository, tag);
  await open().examine({ repository, digest }, signal);
  expect(sent).toContain(`GET referrers/${digest}`);
  expect(sent.filter((line) => /manifests\/\d$/.test(line))).toEqual([]);
});

test('a look that begins beside another one has it ask nothing twice', async () => {
  const image = await pushImage(registry, repository, '1');
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  const { mediaType, digest, size } = image;
  const sbom = await pushManifest(registry, repository, {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'application/spdx+json', config },
    ...{ layers: [], subject: { mediaType, digest, size } },
  });
  const other = await pushManifest(registry, repository, {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] },
    annotations: { line: 'another' },
  });
  const scanned = open();
  let beside: Promise<unknown> | undefined;
  // Its referrers are known by now, and who signed the SBOM is asked after that.
  onSent = (line) => {
    if (line.endsWith(sbom.digest)) beside ??= scanned.examine({ repository, digest: other.digest }, signal);
  };
  await scanned.examine({ repository, digest }, signal);
  await beside;
  const asked = sent.filter((line) => /sha256-|referrers/.test(line));
  expect(asked).toContain(`GET referrers/${sbom.digest}`);
  expect(asked).toHaveLength(new Set(asked).size);
});
