import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { pushBlobStep } from '#lib/transfer/steps/push-blob';

const from = { registry: 'registry.example', repository: 'acme/app' };
const to = { registry: 'registry.example', repository: 'acme/copy' };
const blobOf = (text: string): ContentDescriptor => ({
  mediaType: 'application/octet-stream',
  digest: digestOf(text),
  size: text.length,
});

async function open(over: Partial<RegistryClient> = {}) {
  const registry = await openScratchRegistry();
  await registry.pushBlob(from.repository, '{}');
  const client = { ...clientOver(from.registry, registry.handle), ...over };
  return Object.assign(registry, { client, context: testStepContext(client) });
}

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
