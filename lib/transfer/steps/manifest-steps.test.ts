import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { copyManifestStep, pushManifestStep } from './manifest-steps.ts';

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

describe('copying a manifest', () => {
  test('keeps its bytes, odd spaces and all, and finds it there the second time', async () => {
    await using registry = await open();
    const body = `${JSON.stringify(artifactManifest(), null, 3)}\n\n`;
    const headers = { 'Content-Type': mediaTypes.ociManifest };
    await registry.ask('PUT', `${from.repository}/manifests/1.0`, { body, headers });
    await registry.pushBlob(to.repository, '{}');
    const work = { verb: 'copy-manifest', from, to, manifest: manifestOf(body) } as const;
    expect(await copyManifestStep(work, registry.context)).toEqual({ state: 'done', bytes: body.length });
    const copied = await registry.ask('GET', `${to.repository}/manifests/${digestOf(body)}`);
    expect(await copied.text()).toBe(body);
    expect(await copyManifestStep(work, registry.context)).toMatchObject({ state: 'skipped' });
  });

  test('asks for one that the plan has just missed only by sending it', async () => {
    await using registry = await open();
    const document = artifactManifest();
    await registry.pushManifest(from.repository, document);
    const resolveManifest = async () => {
      throw new Error('Nobody was to ask.');
    };
    const context = testStepContext({ ...registry.client, resolveManifest }, { isFirstTry: true });
    const manifest = manifestOf(JSON.stringify(document));
    const outcome = await copyManifestStep({ verb: 'copy-manifest', from, to, manifest }, context);
    expect(outcome.state).toBe('done');
  });

  test('brings its blobs again when the target has lost them since', async () => {
    await using registry = await open();
    const document = artifactManifest();
    await registry.pushManifest(from.repository, document);
    const manifest = manifestOf(JSON.stringify(document));
    const outcome = await copyManifestStep({ verb: 'copy-manifest', from, to, manifest }, registry.context);
    expect(outcome.state).toBe('done');
    expect((await registry.ask('HEAD', `${to.repository}/blobs/${digestOf('{}')}`)).status).toBe(200);
  });

  test('leaves a refusal to be explained', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob(from.repository, '{}');
    const document = artifactManifest();
    await registry.pushManifest(from.repository, document);
    const refusing = createFaultRegistry(registry.handle, [
      { method: 'PUT', path: /manifests/, fault: { kind: 'answer', status: 415 } },
    ]);
    const context = testStepContext(clientOver(from.registry, refusing));
    const manifest = manifestOf(JSON.stringify(document));
    const copy = copyManifestStep({ verb: 'copy-manifest', from, to, manifest }, context);
    await expect(copy).rejects.toMatchObject({ name: 'RegistryError', answer: { status: 415 } });
  });
});

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
