import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { RegistryClient } from '#lib/registry/registry-client';

import { verifyStep } from '#lib/transfer/steps/verify';

const from = { registry: 'registry.example', repository: 'acme/app' };

async function open(over: Partial<RegistryClient> = {}) {
  const registry = await openScratchRegistry();
  await registry.pushBlob(from.repository, '{}');
  const client = { ...clientOver(from.registry, registry.handle), ...over };
  return Object.assign(registry, { client, context: testStepContext(client) });
}

describe('verifying', () => {
  test('is done when every manifest and every tag is as it should be', async () => {
    await using registry = await open();
    const digest = await registry.pushManifest(from.repository, artifactManifest(), '1.0');
    const work = { verb: 'verify', at: from, manifests: [digest], tags: [{ tag: '1.0', digest }] } as const;
    expect(await verifyStep(work, registry.context)).toEqual({
      state: 'done',
      reason: 'All 2 exist with the right digests.',
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
