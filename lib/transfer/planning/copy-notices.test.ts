import { expect, test } from 'vitest';
import {
  bytesOf,
  emptyTarget,
  imageSketch,
  indexBytes,
  planCopyExample,
  threePlatforms,
} from '#e2e/fakes/copy-example';
import { makeSurvey, named } from '#e2e/fakes/make-survey';
import { mediaTypes } from '#lib/oci/media-type';
import type { SurveyedManifest } from '#lib/transfer/survey/survey';

test('a platform that is not there cannot be copied', () => {
  const { blockers } = planCopyExample(makeSurvey(imageSketch), {
    platforms: ['windows/amd64'],
    rootBytes: indexBytes,
  });
  expect(blockers).toMatchObject([{ code: 'platforms-unknown', isAcceptable: false }]);
});

test('a tag that would be moved blocks until that is accepted', () => {
  const facts = emptyTarget({ tags: new Map([['1.0', named('old')]]), isNew: false });
  expect(planCopyExample(makeSurvey(imageSketch), {}, facts).blockers).toMatchObject([
    { code: 'overwrites-tag', tags: ['1.0'] },
  ]);
  const accepted = planCopyExample(makeSurvey(imageSketch), { accept: ['overwrites-tag'] }, facts);
  expect(accepted.blockers).toEqual([]);
  expect(accepted.warnings.map(({ code }) => code)).toContain('overwrites-tag');
  expect(accepted.steps.find((step) => step.verb === 'tag')?.was).toBe(named('old'));
});

test('what could not be determined blocks until that is accepted', () => {
  const survey = makeSurvey(imageSketch, {
    gaps: [{ code: 'unavailable', text: 'The registry has a fault.' }],
  });
  expect(planCopyExample(survey).blockers.map(({ code }) => code)).toEqual(['unknown']);
  expect(planCopyExample(survey, { accept: ['unknown'] }).blockers).toEqual([]);
});

test('holes of platforms that nobody asked for keep nothing from being copied', () => {
  const missing = new Map([[named('amd64'), 'It is not there.']]);
  const { amd64: _, ...rest } = imageSketch;
  const survey = makeSurvey(rest, {
    missing,
    gaps: [{ code: 'referrers-unknown', text: 'Not known.', digests: [named('amd64')] }],
  });
  expect(planCopyExample(survey, { platforms: ['linux/arm64'], rootBytes: indexBytes }).blockers).toEqual([]);
  const codes = (platforms: readonly string[]) =>
    planCopyExample(survey, { platforms, rootBytes: bytesOf(...threePlatforms) }).blockers.map(
      ({ code }) => code,
    );
  expect(codes(['linux/amd64'])).toEqual(['unknown', 'incomplete']);
  expect(codes(['linux/arm64', 'linux/s390x'])).toEqual(['platforms-absent']);
});

test('what cannot be carried exactly is told, and blocks', () => {
  const absent = [{ mediaType: 'application/x', digest: named('far'), size: 1 }];
  const with_ = (change: Partial<SurveyedManifest>) => {
    const survey = makeSurvey({ image: {} });
    const manifests = new Map([...survey.manifests].map(([digest, one]) => [digest, { ...one, ...change }]));
    return { ...survey, manifests };
  };
  const content = { mediaType: mediaTypes.dockerSchema1Signed, digest: named('image'), size: 10 };
  expect(planCopyExample(with_({ absent }), {}).blockers).toMatchObject([
    { code: 'foreign-layers', isAcceptable: true },
  ]);
  expect(planCopyExample(with_({ content }), {}).blockers).toMatchObject([
    { code: 'schema1', isAcceptable: false },
  ]);
  const others = planCopyExample(with_({ others: absent }), {});
  expect([others.blockers, others.warnings.map(({ code }) => code)]).toEqual([[], ['unknown-fields']]);
});

const codesOf = (notices: readonly { readonly code: string }[]) => notices.map(({ code }) => code);

test('a subject that neither goes along nor is at the target is told of', () => {
  const survey = makeSurvey({ sbom: { subject: 'image' } });
  expect(codesOf(planCopyExample(survey).warnings)).toEqual(['subject-elsewhere']);
  const there = emptyTarget({ present: new Set([named('image')]) });
  expect(codesOf(planCopyExample(survey, {}, there).warnings)).toEqual(['present']);
});

test('what refers to it in another repository is told of once', () => {
  const elsewhere = { registry: 'source.example', repository: 'acme/signatures' };
  const far = ['one', 'two'].map((name) => ({
    digest: named(name),
    sources: ['external' as const],
    elsewhere,
  }));
  const survey = makeSurvey({ image: {} }, { referrers: new Map([[named('image'), far]]) });
  expect(planCopyExample(survey).warnings).toMatchObject([
    { code: 'referrers-elsewhere', text: expect.stringContaining('source.example/acme/signatures') },
  ]);
});

test('what the source lacks is named once, however many manifests name it', () => {
  const missing = new Map([[named('layer'), 'The registry does not have it.']]);
  const survey = makeSurvey({ index: { children: ['image'] }, image: { blobs: ['layer'] } }, { missing });
  expect(planCopyExample(survey).blockers).toMatchObject([
    { code: 'incomplete', digests: [named('layer')], isAcceptable: true },
  ]);
});

test('other tags of what is copied are named: a copy takes only the one that was asked for', () => {
  const tags = new Map([
    ['1.0', named('image')],
    ['1', named('image')],
    ['latest', named('image')],
    ['0.9', named('older')],
  ]);
  const survey = makeSurvey({ image: {} }, { tag: '1.0', tags });
  expect(planCopyExample(survey).warnings).toEqual([
    {
      code: 'tags-left-behind',
      text: '1 and latest also point to this artifact and are not copied.',
      tags: ['1', 'latest'],
    },
  ]);
  // Under another name it is the same artifact: the tag that it was asked for by is not left behind.
  expect(planCopyExample(survey, { tags: ['1', 'latest'] }).warnings).toEqual([]);
});
