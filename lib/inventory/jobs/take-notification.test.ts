import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/inventory-records';
import { scanInTest } from '#e2e/fakes/scan-in-test';
import type { RegistryChange, ScanJob } from '#lib/inventory/queue/scan-job';
import { keyOfJob } from '#lib/inventory/queue/scan-job';
import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';
import { takeNotification } from './take-notification.ts';

const host = 'registry.example';
const repository = 'team/app';
const image = digestOf('image');
const { signal } = new AbortController();
const look = { kind: 'scan-subject', host, repository, digest: image, isNotified: true };
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

type NotifiedJob = Extract<ScanJob, { kind: 'notified' }>;

function take(
  changes: readonly Omit<RegistryChange, 'repository'>[],
  hasIt = true,
  tags: readonly string[] = [],
) {
  const refuse = async () => {
    throw new RegistryError('not-found', host, 'It is not there.');
  };
  const subject = { digest: image, mediaType, size: 1 };
  const manifest = { shape: 'manifest', mediaType, annotations: {}, layers: [], subject } as const;
  const scan = scanInTest(
    hasIt
      ? {
          resolveManifest: async () => ({ digest: image, mediaType, size: 1 }),
          getManifest: async (_, selector) => ({
            bytes: new Uint8Array(),
            digest: selector === '1.0' ? image : digestOf(selector),
            mediaType,
            verified: true,
            manifest,
          }),
        }
      : { resolveManifest: refuse, getManifest: refuse },
  );
  scan.tags = tags;
  const full = changes.map((change) => ({ ...change, repository }));
  const job = { kind: 'notified', host, changes: full, key: 'key' } as const;
  return takeNotification(scan.context, job, signal).then(() => scan);
}

test('a tag is asked for, and what it points to now is kept and looked at', async () => {
  // What the notification claims is never kept.
  const { calls, jobs } = await take([{ tag: '1.0', digest: digestOf('forged') }]);
  expect(calls).toContain(
    `putTag ${JSON.stringify({ host, name: repository })} ${JSON.stringify({ name: '1.0', digest: image })}`,
  );
  expect(jobs).toEqual([look]);
});

test('a look waits until the rest of a push was told, and is the same job for all of it', async () => {
  const { context, jobs, waits } = await take([{ tag: '1.0' }, { digest: digestOf('signature') }]);
  expect(new Set(jobs.map(keyOfJob)).size).toBe(1);
  expect(waits).toEqual([context.gatherMs, context.gatherMs]);
});

test('what was attached has its subject looked at', async () => {
  expect((await take([{ digest: digestOf('signature') }])).jobs).toEqual([look]);
  expect((await take([{ tag: `${image.replace(':', '-')}.sig` }])).jobs).toEqual([look]);
});

test.each([
  ['by its manifest', undefined, undefined, []],
  ['by its digest alone where manifests are counted', { limit: 100, remaining: 50 }, undefined, ['1.0']],
  [
    'by its digest alone where its manifest is too large',
    undefined,
    new RegistryError('too-large', host, 'No.'),
    ['1.0'],
  ],
  [
    'by its digest alone where that breaks the specifications',
    undefined,
    new OciError('manifest-invalid', 'No.'),
    ['1.0'],
  ],
] as const)('a tag is asked for %s', async (_, rateLimit, broken, resolved) => {
  const asked: string[] = [];
  const manifest = { shape: 'manifest', mediaType, annotations: {}, layers: [] } as const;
  const { context, jobs } = scanInTest({
    rateLimit: () => rateLimit,
    resolveManifest: async (_repository, tag) => {
      asked.push(tag);
      return { digest: image, mediaType, size: 1 };
    },
    getManifest: async () => {
      if (broken !== undefined) throw broken;
      return { bytes: new Uint8Array(), digest: image, mediaType, verified: true, manifest };
    },
  });
  const job: NotifiedJob = { kind: 'notified', host, changes: [{ repository, tag: '1.0' }], key: 'key' };
  await takeNotification(context, job, signal);
  expect([asked, jobs]).toEqual([resolved, [look]]);
});

test('what an index holds is known from when its tag was pushed', async () => {
  const entry = {
    mediaType,
    digest: digestOf('platform'),
    size: 1,
    platform: { os: 'linux', architecture: 'arm64' },
  };
  const manifest = { shape: 'index', mediaType, annotations: {}, manifests: [entry] } as const;
  const scan = scanInTest({
    getManifest: async () => ({
      bytes: new Uint8Array(),
      digest: image,
      mediaType,
      verified: true,
      manifest,
    }),
  });
  const job: NotifiedJob = { kind: 'notified', host, changes: [{ repository, tag: '1.0' }], key: 'key' };
  await takeNotification(scan.context, job, signal);
  expect(scan.calls).toContain(`putIndex ${image} ${JSON.stringify([entry])}`);
});

test('a tag that the registry does not have any more is gone', async () => {
  const { calls, jobs } = await take([{ tag: '1.0', isDeleted: true }], false);
  expect(calls).toContain(`removeTag ${JSON.stringify({ host, name: repository })} 1.0`);
  expect(jobs).toEqual([]);
});

test('a deleted digest, and what it was attached to, are looked at without a list of a moment ago', async () => {
  const { calls, jobs } = await take([{ digest: image, isDeleted: true }]);
  expect(calls).toContain(`makeDue ${JSON.stringify({ host, name: repository })} ${image}`);
  expect(jobs).toEqual([look]);
});

test('the tags of a deleted digest are asked for, and gone where the registry does not have them', async () => {
  const { calls } = await take([{ digest: image, isDeleted: true }], false, ['1.0', 'latest']);
  const name = JSON.stringify({ host, name: repository });
  expect(calls).toEqual(expect.arrayContaining([`removeTag ${name} 1.0`, `removeTag ${name} latest`]));
});

test('a notification without tag and digest has the whole repository scanned', async () => {
  expect((await take([{}])).jobs).toEqual([{ kind: 'scan-repository', host, repository }]);
});

test('a forged notification about what is not there changes nothing', async () => {
  const { jobs, calls } = await take([{ digest: digestOf('nothing') }], false);
  expect(jobs).toEqual([]);
  expect(calls).toEqual([`noteNotified ${host}`]);
});
