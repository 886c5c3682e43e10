import { expect, test } from 'vitest';
import { digestOf } from '#e2e/fakes/graph-example';
import { surveyExample } from '#e2e/fakes/survey-example';
import { referrersTag } from '#lib/oci/referrers-tag';
import { belongingsOf, referrersHere, tagsByDigest } from '#lib/transfer/planning/delete/survey-lookups';

const signatureTag = (subject: number) => `${referrersTag(digestOf(subject))}.sig`;
const belongings = (example: Parameters<typeof surveyExample>[0]) => {
  const survey = surveyExample(example);
  return belongingsOf(survey, tagsByDigest(survey));
};

test('tags are grouped by their manifest, and a tag made from a digest is no ordinary one', () => {
  const { all, ordinary } = tagsByDigest(
    surveyExample({ tags: { '1.0': 1, latest: 1, [signatureTag(1)]: 2 } }),
  );
  expect(all.get(digestOf(1))).toEqual(['1.0', 'latest']);
  expect(all.get(digestOf(2))).toEqual([signatureTag(1)]);
  expect(ordinary.has(digestOf(2))).toBe(false);
});

test('a referrer in another repository does not count as here', () => {
  const survey = surveyExample({ referrers: { 1: [2] }, elsewhere: { 1: [3] } });
  expect(referrersHere(survey, digestOf(1))).toEqual([digestOf(2)]);
  expect(referrersHere(survey, digestOf(9))).toEqual([]);
});

test('children and referrers that were not read are left out', () => {
  const { children, referrers } = belongings({
    children: { 1: [2, 3] },
    referrers: { 1: [4] },
    missing: [3, 4],
  });
  expect(children).toEqual(new Map([[digestOf(1), [digestOf(2)]]]));
  expect(referrers.size).toBe(0);
});

test('a tag made from the digest of something outside the graph is foreign', () => {
  const { foreignTags } = belongings({
    manifests: [2],
    tags: { [signatureTag(1)]: 2, [signatureTag(9)]: 2 },
  });
  expect([...foreignTags]).toEqual([[digestOf(2), [signatureTag(9)]]]);
});

test('a subject outside the graph is foreign, unless the registry does not have it', () => {
  const outside = surveyExample({ manifests: [2] });
  const manifest = outside.manifests.get(digestOf(2));
  const manifests = new Map(outside.manifests);
  if (manifest !== undefined) manifests.set(digestOf(2), { ...manifest, subject: digestOf(50) });
  const survey = { ...outside, manifests };
  expect(belongingsOf(survey, tagsByDigest(survey)).foreignSubjects).toEqual(
    new Map([[digestOf(2), digestOf(50)]]),
  );
  const missing = new Map([[digestOf(50), 'Not there.']]);
  expect(belongingsOf({ ...survey, missing }, tagsByDigest(survey)).foreignSubjects?.size).toBe(0);
});
