import { describe, expect, test } from 'vitest';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ManifestDocument } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import { deleteManifestStep } from '#lib/transfer/steps/delete-manifest';

const at = { registry: 'registry.example', repository: 'acme/app' };
const name = at.repository;
const noApi: FaultRule = { path: /\/referrers\//, fault: { kind: 'answer', status: 404 } };
const noRight: FaultRule = { path: /\/referrers\//, fault: { kind: 'answer', status: 403 } };

const subjectOf = (digest: string) => ({ mediaType: mediaTypes.ociManifest, digest, size: 7 });
const list = (...digests: readonly string[]): ManifestDocument => ({
  schemaVersion: 2,
  mediaType: mediaTypes.ociIndex,
  manifests: digests.map(subjectOf),
});

/** A registry with one artifact under 1.0 and a referrer of it. */
async function open(rules: readonly FaultRule[] = []) {
  const registry = await openScratchRegistry();
  await registry.pushBlob(name, '{}');
  const digest = await registry.pushManifest(name, artifactManifest(), '1.0');
  const referrer = await registry.pushManifest(name, artifactManifest({ subject: subjectOf(digest) }));
  const client = clientOver(at.registry, createFaultRegistry(registry.handle, rules));
  const work = { verb: 'delete-manifest', at, digest, tags: ['1.0'], referrers: [referrer] } as const;
  return Object.assign(registry, { digest, referrer, work, context: testStepContext(client) });
}

describe('deleting a manifest', () => {
  test('takes its tags along, and is skipped the second time', async () => {
    await using registry = await open();
    const { work, context } = registry;
    expect(await deleteManifestStep(work, context)).toEqual({ state: 'done' });
    expect((await registry.ask('HEAD', `${name}/manifests/1.0`)).status).toBe(404);
    expect(await deleteManifestStep(work, context)).toMatchObject({ state: 'skipped' });
  });

  test('stops when one of its tags was moved', async () => {
    await using registry = await open();
    const { work, context } = registry;
    await registry.pushManifest(name, artifactManifest({ annotations: { new: 'yes' } }), '1.0');
    await expect(deleteManifestStep(work, context)).rejects.toThrow('The tag 1.0 was moved to');
    expect((await registry.ask('HEAD', `${name}/manifests/${work.digest}`)).status).toBe(200);
  });

  test('goes on when one of its tags is gone', async () => {
    await using registry = await open();
    await registry.ask('DELETE', `${name}/manifests/1.0`);
    expect(await deleteManifestStep(registry.work, registry.context)).toEqual({ state: 'done' });
  });

  test('stops when something new refers to it, and names that', async () => {
    await using registry = await open();
    const { digest, work, context } = registry;
    const subject = subjectOf(digest);
    const added = await registry.pushManifest(
      name,
      artifactManifest({ subject, annotations: { new: 'yes' } }),
    );
    await expect(deleteManifestStep(work, context)).rejects.toThrow(
      `${added} was attached to ${digest} after the plan was made.`,
    );
    expect((await registry.ask('HEAD', `${name}/manifests/${digest}`)).status).toBe(200);
  });

  test.each([
    ['has no referrers API', noApi],
    ['gives no right to ask it', noRight],
  ])('finds what is new in the referrers tag where the registry %s', async (_, rule) => {
    await using registry = await open([rule]);
    const { digest, referrer, work, context } = registry;
    const subject = subjectOf(digest);
    const added = await registry.pushManifest(
      name,
      artifactManifest({ subject, annotations: { new: 'yes' } }),
    );
    await registry.pushManifest(name, list(referrer, added), referrersTag(digest));
    await expect(deleteManifestStep(work, context)).rejects.toThrow(`${added} was attached`);
  });

  test('does not mind a list that names what is gone, or what has another subject', async () => {
    await using registry = await open([noApi]);
    const { digest, work, context } = registry;
    const elsewhere = await registry.pushManifest(
      name,
      artifactManifest({ subject: subjectOf(digestOf('else')) }),
    );
    await registry.pushManifest(name, list(digestOf('gone'), elsewhere), referrersTag(digest));
    expect(await deleteManifestStep(work, context)).toEqual({ state: 'done' });
  });

  test('deletes nothing when the registry does not say what refers to it', async () => {
    await using registry = await open([{ path: /\/referrers\//, fault: { kind: 'answer', status: 500 } }]);
    const { digest, work, context } = registry;
    await expect(deleteManifestStep(work, context)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await registry.ask('HEAD', `${name}/manifests/${digest}`)).status).toBe(200);
  });
});
