import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { RegistryClient } from '#lib/registry/registry-client';
import type { ContentDescriptor } from '#lib/transfer/plan';
import { copyBlobStep, pushBlobStep } from './blob-steps.ts';

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
      reason: 'The registry already has it.',
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

describe('asking whether a blob is there', () => {
  const work = { verb: 'copy-blob', from, to } as const;
  const asked = async (isFirstTry: boolean, size: number) => {
    let asksFirst: boolean | undefined;
    const client = clientOver(from.registry, async () => new Response());
    const noted: typeof client = {
      ...client,
      pushBlob: async (_repository, _blob, _source, options) => {
        asksFirst = options?.asksFirst;
        return 'pushed';
      },
    };
    await copyBlobStep({ ...work, blob: { ...blobOf('{}'), size } }, testStepContext(noted, { isFirstTry }));
    return asksFirst;
  };

  test('is left out for a small one that the plan has just missed', async () => {
    expect(await asked(true, 2)).toBe(false);
    expect(await asked(false, 2)).toBe(true);
  });

  test('costs less than to send a large one twice', async () => {
    expect(await asked(true, 2 ** 30)).toBe(true);
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
