import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import { sessionOf } from '#lib/server/sessions/session';
import { transferLimits } from '#lib/transfer/limits';
import { growSurvey } from './growing-survey.ts';

/** The survey of an image with so many referrers. */
async function grow(referrers: number) {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const { digest, mediaType, size, ...image } = await pushImage(registry, `team/${referrers}`, '1.0');
  const { config } = JSON.parse(image.text);
  for (let number = 0; number < referrers; number += 1) {
    await pushManifest(registry, `team/${referrers}`, {
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'a/b', config, layers: [] },
      ...{ subject: { digest, mediaType, size }, annotations: { number: String(number) } },
    });
  }
  const session = sessionOf(new Request('http://localhost:4400'));
  const reference = parseReference(`${embeddedHost}/team/${referrers}:1.0`);
  return { digest, survey: await growSurvey(session, reference, new AbortController().signal) };
}

test('a small graph is given as a whole', async () => {
  const { digest, survey } = await grow(3);
  expect(survey).toMatchObject({ root: digest, gaps: [] });
  expect(survey).not.toHaveProperty('whole');
});

test('a large graph is given as it grows, the root first, and all of it comes', async () => {
  const { digest, survey } = await grow(transferLimits.growingArchiveMin + 6);
  if (!('whole' in survey)) throw new Error('It was small.');
  const found: string[] = [];
  for await (const one of survey.found) found.push(one);
  expect([survey.root, found[0]]).toEqual([digest, digest]);
  expect(new Set(found)).toEqual(new Set((await survey.whole).manifests.keys()));
});
