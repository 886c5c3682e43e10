import { expect, test } from 'vitest';
import { clientOver } from '#e2e/faults/client-over';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { challenge, createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { inspectTarget } from '#lib/transfer/lookup/inspect-target';

const here = artifactManifest({ annotations: { name: 'here' } });
const empty = digestOf('{}');
const layer = digestOf('layer');
const absent = digestOf('absent');
const required = {
  manifests: [
    { digest: digestOf(JSON.stringify(here)), blobs: [empty], impliesBlobs: true },
    { digest: absent, blobs: [empty, layer], impliesBlobs: true },
  ],
  tags: ['1.0', '2.0'],
};

async function fill(registry: ScratchRegistry) {
  await registry.pushBlob('acme/app', '{}');
  return await registry.pushManifest('acme/app', here, '1.0');
}

function look(registry: ScratchRegistry, rules: readonly FaultRule[] = [], repository = 'acme/app') {
  const client = clientOver('registry.example', createFaultRegistry(registry.handle, rules));
  return inspectTarget(client, repository, required, new AbortController().signal);
}

test('what is there need not be brought, and a tag says what it points to', async () => {
  await using registry = await openScratchRegistry();
  const digest = await fill(registry);
  const target = await look(registry);
  expect(target.present).toEqual(new Set([digest, empty]));
  expect([...target.tags]).toEqual([
    ['1.0', digest],
    ['2.0', null],
  ]);
  expect(target).toMatchObject({ isNew: false, gaps: [] });
});

test('a repository that does not exist is asked for once', async () => {
  await using registry = await openScratchRegistry();
  const refuse = { kind: 'throw', error: new Error('Nobody should ask for this.') } as const;
  const target = await look(registry, [{ method: 'HEAD', path: /./, fault: refuse }], 'acme/new');
  expect(target).toMatchObject({ isNew: true, gaps: [] });
  expect(target.present.size).toBe(0);
});

test('what cannot be told is a gap, and counts as not there', async () => {
  await using registry = await openScratchRegistry();
  await fill(registry);
  const fault = { kind: 'answer', status: 403 } as const;
  const target = await look(registry, [{ method: 'HEAD', path: /blobs/, fault }]);
  expect(target.gaps).toMatchObject([{ code: 'target-unknown' }]);
  expect(target.present).not.toContain(empty);
});

test.each([/tags/, /manifests/, /blobs/])(
  'a target that asks who is there ends the look: %s',
  async (path) => {
    await using registry = await openScratchRegistry();
    await fill(registry);
    const rules = [{ path, fault: challenge('Basic realm="acme"') }];
    await expect(look(registry, rules)).rejects.toMatchObject({ code: 'unauthorized' });
  },
);
