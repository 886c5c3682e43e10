import { expect, test } from 'vitest';
import { named } from '#e2e/fakes/make-survey';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';
import type { PlanDraft } from '#lib/transfer/plan';
import type { Attachment } from './plan-attach.ts';
import { planAttach } from './plan-attach.ts';

const at = { registry: 'registry.example', repository: 'acme/app' };
const subject = { mediaType: mediaTypes.ociIndex, digest: named('image'), size: 10, annotations: { a: 'b' } };
const file = {
  upload: 'u1',
  name: 'sbom.spdx.json',
  mediaType: 'application/spdx+json',
  digest: named('sbom'),
  size: 300,
};

function plan(more: Partial<Attachment> = {}): PlanDraft {
  const attachment = { at, artifactType: 'application/spdx+json', annotations: {}, files: [file], subject };
  return planAttach({ ...attachment, isSubjectThere: true, ...more });
}

function manifestOf({ steps }: PlanDraft) {
  const step = steps.find(({ verb }) => verb === 'push-manifest');
  if (step?.verb !== 'push-manifest') throw new Error('Nothing is pushed.');
  const bytes = new TextEncoder().encode(step.text);
  expect(step.manifest.digest).toBe(computeDigest('sha256', bytes));
  expect(step.manifest.size).toBe(bytes.byteLength);
  return { ...parseManifest(bytes, step.manifest.mediaType), text: step.text };
}

test('files become the layers of an artifact that names its subject and nothing more of it', () => {
  const { text, ...manifest } = manifestOf(plan({ annotations: { reviewed: 'yes' } }));
  expect(manifest).toMatchObject({
    artifactType: 'application/spdx+json',
    annotations: { reviewed: 'yes' },
    config: { mediaType: mediaTypes.empty, size: 2 },
    layers: [{ digest: file.digest, annotations: { 'org.opencontainers.image.title': 'sbom.spdx.json' } }],
  });
  expect(JSON.parse(text).subject).toEqual({
    mediaType: subject.mediaType,
    digest: subject.digest,
    size: 10,
  });
});

test('an artifact without files has the empty layer', () => {
  expect(manifestOf(plan({ files: [] }))).toMatchObject({ layers: [{ mediaType: mediaTypes.empty }] });
});

test('the content is there before the manifest, and the manifest before it is listed', () => {
  const { steps } = plan();
  expect(steps.map(({ verb }) => verb)).toEqual([
    'push-blob',
    'push-blob',
    'push-manifest',
    'list-referrers',
    'verify',
  ]);
  expect(steps[2]?.after).toEqual(['1', '2']);
  expect(steps[3]?.after).toEqual(['3']);
  expect(steps[4]?.after).toEqual(['4']);
});

test('the same file twice is sent once and named twice', () => {
  const draft = plan({ files: [file, { ...file, name: 'copy.json' }] });
  expect(draft.steps.filter(({ verb }) => verb === 'push-blob')).toHaveLength(2);
  expect(manifestOf(draft)).toMatchObject({ layers: [{ digest: file.digest }, { digest: file.digest }] });
});

test('without a subject nothing is listed, and a tag names it', () => {
  const { subject: _, ...others } = { at, artifactType: 'a/b', annotations: {}, files: [file], subject };
  const { steps } = planAttach({ ...others, isSubjectThere: false, tag: { name: 'sbom', was: null } });
  expect(steps.map(({ verb }) => verb)).toEqual(['push-blob', 'push-blob', 'push-manifest', 'tag', 'verify']);
});

test('a subject that is not there yet blocks until that is accepted', () => {
  expect(plan({ isSubjectThere: false }).blockers).toMatchObject([
    { code: 'subject-missing', isAcceptable: true },
  ]);
  expect(plan({ isSubjectThere: false, accept: ['subject-missing'] }).blockers).toEqual([]);
});

test('a tag that is taken blocks until that is accepted', () => {
  const tag = { name: 'sbom', was: named('other') };
  expect(plan({ tag }).blockers).toMatchObject([{ code: 'overwrites-tag', tags: ['sbom'] }]);
});
