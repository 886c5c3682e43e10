import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { parseDigest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import { referrersTag } from '#lib/oci/referrers-tag';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import { makeSurvey, makeSurveyOfMany } from './survey.ts';

const entry = ({ mediaType, digest, size }: { mediaType: string; digest: string; size: number }) => {
  return { mediaType, digest, size };
};
// A session of its own for each test: its connections remember.
const session = () => ({ credentials: createCredentialStore(), owner: 'nobody' });
const reference = parseReference(`${embeddedHost}/acme/app:1.0`);
const request = { action: 'delete', ref: `${embeddedHost}/acme/app:1.0`, scope: 'graph' } as const;

/** An index of an image of its own and one that a second index shares, with a signed report. */
async function filled() {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const shared = await pushImage(registry, 'acme/app', 'arm64');
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex };
  const own = await pushManifest(registry, 'acme/app', { ...document, manifests: [] });
  const manifests = [entry(own), entry(shared)];
  const index = await pushManifest(registry, 'acme/app', { ...document, manifests }, '1.0');
  const other = await pushManifest(registry, 'acme/app', { ...document, manifests: [entry(shared)] }, '1.1');
  const refer = (subject: typeof index, artifactType: string) =>
    pushManifest(registry, 'acme/app', { ...document, manifests: [], artifactType, subject: entry(subject) });
  const report = await refer(index, 'application/spdx+json');
  const signature = await refer(report, 'application/vnd.cncf.notary.signature');
  const named = { ...document, manifests: [], annotations: { of: 'cosign' } };
  const cosign = await pushManifest(registry, 'acme/app', named, `${referrersTag(index.digest)}.sig`);
  return { shared, own, index, other, report, signature, cosign };
}

test('a whole survey knows the graph, the tags and the indexes around it', async () => {
  const { shared, own, index, other, report, signature, cosign } = await filled();
  const { signal } = new AbortController();
  const survey = await makeSurvey(session(), reference, { isWhole: true, signal });
  expect(survey).toMatchObject({ root: index.digest, tag: '1.0', hasReferrersApi: true, gaps: [] });
  const all = [shared, own, index, report, signature, cosign].map(({ digest }) => digest);
  expect(new Set(survey.manifests.keys())).toEqual(new Set(all));
  expect([...survey.tags.keys()].toSorted()).toEqual(
    ['1.0', '1.1', 'arm64', `${referrersTag(index.digest)}.sig`].toSorted(),
  );
  expect(survey.holders.get(shared.digest)).toEqual([{ digest: other.digest, tags: ['1.1'] }]);
  const draft = planDelete(survey, request, { deletesTags: undefined });
  expect(draft.blockers).toEqual([]);
  expect(draft.kept).toEqual([{ digest: shared.digest, why: 'The index 1.1 contains it too.' }]);
  expect(draft.totals.manifests).toBe(5);
});

test('a survey of the graph alone asks for no tag but its own', async () => {
  const { index } = await filled();
  const { signal } = new AbortController();
  const survey = await makeSurvey(session(), reference, { isWhole: false, signal });
  expect([...survey.tags.keys()].toSorted()).toEqual(['1.0', `${referrersTag(index.digest)}.sig`]);
  expect(survey.holders.size).toBe(0);
});

test('an artifact that is not there is no survey', async () => {
  testServices({}, await openTestRegistry());
  const { signal } = new AbortController();
  const asked = makeSurvey(session(), reference, { isWhole: true, signal });
  await expect(asked).rejects.toMatchObject({ code: 'not-found' });
});

test('a survey of several knows what belongs to each, and leaves out what is not there', async () => {
  const { index, other, report, shared } = await filled();
  const { signal } = new AbortController();
  const at = { registry: embeddedHost, repository: 'acme/app' };
  const gone = `sha256:${'0'.repeat(64)}` as const;
  const digests = [other.digest, gone, report.digest].map((text) => parseDigest(text));
  const survey = await makeSurveyOfMany({ session: session(), signal }, at, digests);
  expect(survey.root).toBe(other.digest);
  expect(survey.manifests.has(report.digest) && survey.manifests.has(shared.digest)).toBe(true);
  expect(survey.manifests.has(index.digest)).toBe(false);
  expect(survey.gaps).toEqual([]);
});

test('a survey of nothing that is there says so', async () => {
  await filled();
  const { signal } = new AbortController();
  const at = { registry: embeddedHost, repository: 'acme/app' };
  const digests = [parseDigest(`sha256:${'0'.repeat(64)}`)];
  await expect(makeSurveyOfMany({ session: session(), signal }, at, digests)).rejects.toMatchObject({
    code: 'not-found',
  });
});
