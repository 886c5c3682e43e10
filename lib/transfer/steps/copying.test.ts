import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { copyBlobStep, pushBlobStep } from '#lib/transfer/steps/blobs';
import { copyManifestStep, pushManifestStep } from '#lib/transfer/steps/manifests';
import { verifyStep } from '#lib/transfer/steps/verify';

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

describe('copying a blob', () => {
  test('links it within a registry, and finds it there the second time', async () => {
    await using registry = await open();
    const work = { verb: 'copy-blob', from, to, blob: blobOf('{}') } as const;
    expect(await copyBlobStep(work, registry.context)).toEqual({
      state: 'done',
      reason: 'The registry linked it from the other repository.',
      bytes: 0,
    });
    expect((await registry.ask('HEAD', `${to.repository}/blobs/${digestOf('{}')}`)).status).toBe(200);
    expect(await copyBlobStep(work, registry.context)).toEqual({
      state: 'skipped',
      reason: 'It was there already.',
    });
  });

  test('streams it between registries, and tells of its bytes', async () => {
    await using registry = await open();
    await using other = await openScratchRegistry();
    const elsewhere = { registry: 'other.example', repository: 'acme/copy' };
    const clients = [registry.client, clientOver(elsewhere.registry, other.handle)];
    const client = (host: string) => clients.find((each) => each.registry === host) ?? registry.client;
    const told: number[] = [];
    const begin = async () => client;
    const context = { ...registry.context, client, begin, onBytes: (bytes: number) => told.push(bytes) };
    const outcome = await copyBlobStep(
      { verb: 'copy-blob', from, to: elsewhere, blob: blobOf('{}') },
      context,
    );
    expect(outcome).toEqual({ state: 'done', bytes: 2 });
    expect(told.at(-1)).toBe(2);
    const copied = await other.ask('GET', `${elsewhere.repository}/blobs/${digestOf('{}')}`);
    expect(await copied.text()).toBe('{}');
  });
});

describe('bringing an upload', () => {
  const bytes = () => new Blob(['a file']).stream();

  test('makes a blob of it', async () => {
    await using registry = await open();
    const upload = async () => ({ digest: digestOf('a file'), size: 6, open: bytes });
    const work = {
      verb: 'push-blob',
      to,
      source: { kind: 'upload', id: 'id' },
      blob: blobOf('a file'),
    } as const;
    expect(await pushBlobStep(work, { ...registry.context, upload })).toEqual({ state: 'done', bytes: 6 });
    const pushed = await registry.ask('GET', `${to.repository}/blobs/${digestOf('a file')}`);
    expect(await pushed.text()).toBe('a file');
  });

  test('makes a blob of a text too', async () => {
    await using registry = await open();
    const source = { kind: 'text', text: 'a file' } as const;
    const work = { verb: 'push-blob', to, source, blob: blobOf('a file') } as const;
    expect(await pushBlobStep(work, registry.context)).toEqual({ state: 'done', bytes: 6 });
    expect(await pushBlobStep(work, registry.context)).toMatchObject({ state: 'skipped' });
  });

  test('fails when it is gone, or another file than the plan’s', async () => {
    await using registry = await open();
    const work = {
      verb: 'push-blob',
      to,
      source: { kind: 'upload', id: 'id' },
      blob: blobOf('a file'),
    } as const;
    await expect(pushBlobStep(work, registry.context)).rejects.toMatchObject({ code: 'upload-gone' });
    const upload = async () => ({ digest: digestOf('other'), size: 6, open: bytes });
    const other = pushBlobStep(work, { ...registry.context, upload });
    await expect(other).rejects.toMatchObject({ code: 'upload-changed' });
  });
});

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

describe('verifying', () => {
  test('is done when every manifest and every tag is as it should be', async () => {
    await using registry = await open();
    const digest = await registry.pushManifest(from.repository, artifactManifest(), '1.0');
    const work = { verb: 'verify', at: from, manifests: [digest], tags: [{ tag: '1.0', digest }] } as const;
    expect(await verifyStep(work, registry.context)).toEqual({
      state: 'done',
      reason: 'All 2 are there, with their digests.',
    });
  });

  test('fails with what is missing, and not with more than can be read', async () => {
    await using registry = await open();
    const digest = await registry.pushManifest(from.repository, artifactManifest(), '1.0');
    const gone = Array.from({ length: 8 }, (_, index) => digestOf(`gone ${index}`));
    const tags = [{ tag: '1.0', digest: digestOf('other') }];
    const one = verifyStep({ verb: 'verify', at: from, manifests: [], tags }, registry.context);
    await expect(one).rejects.toThrow(`In registry.example/acme/app 1.0 points to ${digest}.`);
    const many = verifyStep({ verb: 'verify', at: from, manifests: gone, tags: [] }, registry.context);
    await expect(many).rejects.toThrow(/is missing, and 3 more\.$/);
  });
});
