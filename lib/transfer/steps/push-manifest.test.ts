import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { pushManifestStep } from '#lib/transfer/steps/push-manifest';

const from = { registry: 'registry.example', repository: 'acme/app' };
const to = { registry: 'registry.example', repository: 'acme/copy' };
const blobOf = (text: string): ContentDescriptor => ({
  mediaType: 'application/octet-stream',
  digest: digestOf(text),
  size: text.length,
});
const manifestOf = (text: string): ContentDescriptor => ({
  ...blobOf(text),
  mediaType: mediaTypes.ociManifest,
});

async function open(over: Partial<RegistryClient> = {}) {
  const registry = await openScratchRegistry();
  await registry.pushBlob(from.repository, '{}');
  const client = { ...clientOver(from.registry, registry.handle), ...over };
  return Object.assign(registry, { client, context: testStepContext(client) });
}

describe('pushing a manifest', () => {
  test('puts the text of the plan there, byte for byte', async () => {
    await using registry = await open();
    await registry.pushBlob(to.repository, '{}');
    const text = `${JSON.stringify(artifactManifest({ annotations: { name: 'é' } }))}\n`;
    const manifest = { ...manifestOf(text), digest: digestOf(text) };
    const outcome = await pushManifestStep({ verb: 'push-manifest', to, manifest, text }, registry.context);
    expect(outcome).toEqual({ state: 'done', bytes: Buffer.byteLength(text) });
    const pushed = await registry.ask('GET', `${to.repository}/manifests/${digestOf(text)}`);
    expect(await pushed.text()).toBe(text);
  });

  test('refuses a text that has not the digest of the plan', async () => {
    await using registry = await open();
    const work = { verb: 'push-manifest', to, manifest: manifestOf('one'), text: 'other' } as const;
    await expect(pushManifestStep(work, registry.context)).rejects.toMatchObject({
      code: 'manifest-changed',
    });
  });
});
