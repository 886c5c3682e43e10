import { expect, test } from 'vitest';
import {
  bytesOf,
  entryFor,
  imageSketch,
  indexBytes,
  planCopyExample,
  threePlatforms,
} from '#e2e/fakes/copy-example';
import { makeSurvey, named } from '#e2e/fakes/make-survey';
import type { Step } from '#lib/transfer/plan';
import { requiredContent, selectCopySet } from './copy-set.ts';

function pushed(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => (step.verb === 'copy-manifest' ? [step.manifest.digest] : [])).sort();
}

test('some platforms make a new index, to which the old one’s referrers do not go', () => {
  const { steps, warnings } = planCopyExample(makeSurvey(imageSketch), {
    platforms: ['linux/arm64'],
    rootBytes: indexBytes,
  });
  expect(pushed(steps)).toEqual(['arm64', 'arm64-signature'].map(named).sort());
  const made = steps.find((step) => step.verb === 'push-manifest');
  expect(JSON.parse(made?.text ?? '')).toEqual({
    schemaVersion: 2,
    manifests: [entryFor('linux/arm64', 'arm64')],
  });
  const tag = steps.find((step) => step.verb === 'tag');
  expect(tag?.digest).toBe(made?.manifest.digest);
  expect(warnings.map(({ code }) => code)).toContain('new-index');
});

test('all platforms leave the index as it is', () => {
  const { steps } = planCopyExample(makeSurvey(imageSketch), {
    platforms: ['linux/arm64', 'linux/amd64'],
    rootBytes: indexBytes,
  });
  expect(pushed(steps)).toContain(named('index'));
  expect(steps.some(({ verb }) => verb === 'push-manifest')).toBe(false);
});

test('the target is asked for every manifest, its blobs and every tag', () => {
  const required = requiredContent([
    selectCopySet({ survey: makeSurvey(imageSketch), tags: ['1.0'] }, { referrers: 'all' }),
  ]);
  expect(required.manifests).toHaveLength(6);
  expect(required.tags).toEqual(['1.0']);
});

test('a manifest that is listed for several platforms stays for those that are asked for', () => {
  const { steps } = planCopyExample(makeSurvey(imageSketch), {
    platforms: ['linux/arm64'],
    rootBytes: bytesOf(...threePlatforms),
  });
  const made = steps.find((step) => step.verb === 'push-manifest');
  expect(JSON.parse(made?.text ?? '').manifests).toEqual([entryFor('linux/arm64', 'arm64')]);
});

test('tags that cosign wrote go along under their own names', () => {
  const tag = `sha256-${named('index').slice(7)}.sig`;
  const survey = makeSurvey(
    { ...imageSketch, signature: { blobs: ['payload'] } },
    { tags: new Map([[tag, named('signature')]]) },
  );
  const known = new Map([
    ...survey.referrers,
    [named('index'), [{ digest: named('signature'), sources: ['cosign-tags' as const] }]],
  ]);
  const { steps } = planCopyExample({ ...survey, referrers: known });
  const tags = steps.flatMap((step) => (step.verb === 'tag' ? [step.tag] : []));
  expect(tags).toEqual([tag, '1.0']);
});
