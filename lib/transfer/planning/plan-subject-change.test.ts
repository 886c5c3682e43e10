import { expect, test } from 'vitest';
import { named } from '#e2e/fakes/make-survey';
import { mediaTypes } from '#lib/oci/media-type';
import type { PlanDraft } from '#lib/transfer/plan';
import { planSubjectChange } from './plan-subject-change.ts';

const at = { registry: 'registry.example', repository: 'acme/app' };
const subject = { mediaType: mediaTypes.ociIndex, digest: named('image'), size: 10 };

function textOf({ steps }: PlanDraft): string {
  const step = steps.find(({ verb }) => verb === 'push-manifest');
  return step?.verb === 'push-manifest' ? step.text : '';
}

const artifactText = `{
  "schemaVersion": 2, "mediaType": "${mediaTypes.ociManifest}", "artifactType": "a/b", "extra": [1],
  "config": {"mediaType": "${mediaTypes.empty}", "digest": "${named('empty')}", "size": 2},
  "layers": [{"mediaType": "a/b", "digest": "${named('sbom')}", "size": 300}]
}`;
const pushed = {
  from: at,
  at,
  bytes: new TextEncoder().encode(artifactText),
  artifact: { mediaType: mediaTypes.ociManifest, digest: named('artifact'), size: 10, artifactType: 'a/b' },
  blobs: [{ mediaType: 'a/b', digest: named('sbom'), size: 300 }],
  subject,
  isSubjectThere: true,
};

test('an artifact that is there gets a subject and keeps everything else', () => {
  const draft = planSubjectChange(pushed);
  expect(JSON.parse(textOf(draft))).toEqual({
    ...JSON.parse(artifactText),
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: 10 },
  });
  expect(draft.steps.some(({ verb }) => verb === 'copy-blob')).toBe(false);
  expect(draft.warnings.map(({ code }) => code)).toEqual(['new-digest']);
});

test('from another repository its content is brought along first', () => {
  const { steps } = planSubjectChange({ ...pushed, from: { ...at, repository: 'acme/sboms' } });
  expect(steps.map(({ verb }) => verb)).toEqual(['copy-blob', 'push-manifest', 'list-referrers', 'verify']);
  expect(steps[1]?.after).toEqual(['1']);
});

test('a subject that does not exist yet blocks until that is accepted', () => {
  const draft = planSubjectChange({ ...pushed, isSubjectThere: false });
  expect(draft.blockers).toMatchObject([{ code: 'subject-missing', isAcceptable: true }]);
  const accepted = planSubjectChange({ ...pushed, isSubjectThere: false, accept: ['subject-missing'] });
  expect(accepted.blockers).toEqual([]);
  expect(accepted.warnings.map(({ code }) => code)).toEqual(['new-digest', 'subject-missing']);
});
