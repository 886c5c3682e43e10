import { expect, test } from 'vitest';
import { named } from '#e2e/fakes/make-survey';
import { mediaTypes } from '#lib/oci/media-type';
import { computeDigest } from '#lib/registry/body';
import { addArtifactSteps, formatManifest, toBareDescriptor } from './push-artifact.ts';
import { createStepList } from './step-list.ts';

const at = { registry: 'registry.example', repository: 'acme/app' };
const subject = { mediaType: mediaTypes.ociIndex, digest: named('image'), size: 10 };
const manifest = formatManifest({ mediaType: mediaTypes.ociManifest, artifactType: 'a/b' });

test('the descriptor of a manifest is that of its text in UTF-8', () => {
  const { content, text } = formatManifest({
    mediaType: mediaTypes.ociManifest,
    annotations: { title: 'Prüfung' },
  });
  const bytes = new TextEncoder().encode(text);
  expect(content).toEqual({
    mediaType: mediaTypes.ociManifest,
    digest: computeDigest('sha256', bytes),
    size: bytes.byteLength,
    annotations: { title: 'Prüfung' },
  });
});

test('a bare descriptor has type, digest and size alone', () => {
  expect(toBareDescriptor({ ...subject, artifactType: 'a/b', annotations: { a: 'b' } })).toEqual(subject);
});

test('an artifact with a subject and a tag is pushed, listed, tagged and verified in this order', () => {
  const steps = addArtifactSteps(
    createStepList(),
    { at, subject, tag: { name: 'sbom', was: named('old') } },
    manifest,
    ['blob'],
  );
  expect(steps.map(({ verb, after }) => [verb, after])).toEqual([
    ['push-manifest', ['blob']],
    ['list-referrers', ['1']],
    ['tag', ['2']],
    ['verify', ['3']],
  ]);
  expect(steps[0]).toMatchObject({ subject: subject.digest, text: manifest.text });
  expect(steps[2]).toMatchObject({ tag: 'sbom', was: named('old'), digest: manifest.content.digest });
  expect(steps[3]).toMatchObject({ tags: [{ tag: 'sbom', digest: manifest.content.digest }] });
});

test('without a subject nothing is listed, and without a tag none is verified', () => {
  const steps = addArtifactSteps(createStepList(), { at }, manifest, []);
  expect(steps.map(({ verb }) => verb)).toEqual(['push-manifest', 'verify']);
  expect(steps[0]).not.toHaveProperty('subject');
  expect(steps[1]).toMatchObject({ manifests: [manifest.content.digest], tags: [] });
});
