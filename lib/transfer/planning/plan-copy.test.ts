import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyTarget, imageSketch, planCopyExample } from '#e2e/fakes/copy-example';
import type { Sketch } from '#e2e/fakes/make-survey';
import { makeSurvey, named } from '#e2e/fakes/make-survey';
import type { Step } from '#lib/transfer/plan';
import { requiredContent, selectCopySet } from './copy-set.ts';
import { planCopy } from './plan-copy.ts';

test('everything that belongs to an image is copied once', () => {
  const { steps } = planCopyExample(makeSurvey(imageSketch));
  expect(pushed(steps)).toEqual(Object.keys(imageSketch).map(named).sort());
  expect(copied(steps)).toEqual(
    ['config-a', 'config-b', 'base', 'a', 'b', 'empty', 'spdx', 'jws', 'jws-2'].map(named).sort(),
  );
  expect(steps.at(-1)?.verb).toBe('verify');
});

test('the tag waits for everything, and the check for the tag', () => {
  const { steps } = planCopyExample(makeSurvey(imageSketch));
  const tag = steps.find(({ verb }) => verb === 'tag');
  const before = steps.filter(({ verb }) => verb === 'copy-manifest' || verb === 'list-referrers');
  expect(new Set(tag?.after)).toEqual(new Set(before.map(({ id }) => id)));
  expect(steps.at(-1)?.after).toContain(tag?.id);
});

test('each subject is listed once, after all its referrers', () => {
  const { steps } = planCopyExample(makeSurvey(imageSketch));
  const listings = steps.filter((step) => step.verb === 'list-referrers');
  expect(listings.map(({ subject }) => subject).sort()).toEqual(['arm64', 'index', 'sbom'].map(named).sort());
});

test('what is at the target is not sent again', () => {
  const present = new Set(['index', 'amd64', 'arm64', 'spdx'].map(named));
  const { steps, warnings } = planCopyExample(
    makeSurvey(imageSketch),
    {},
    emptyTarget({ present, isNew: false }),
  );
  expect(pushed(steps)).toEqual(['sbom', 'sbom-signature', 'arm64-signature'].map(named).sort());
  expect(copied(steps)).toEqual(['empty', 'jws', 'jws-2'].map(named).sort());
  expect(warnings.map(({ code }) => code)).toContain('present');
});

test('without referrers the image goes alone, and the plan says how many stay', () => {
  const { steps, warnings } = planCopyExample(makeSurvey(imageSketch), { referrers: 'none' });
  expect(pushed(steps)).toEqual(['index', 'amd64', 'arm64'].map(named).sort());
  expect(warnings.find(({ code }) => code === 'left-out')?.digests).toHaveLength(2);
});

test('a chosen kind takes along what is attached to it', () => {
  const { steps } = planCopyExample(makeSurvey(imageSketch), { referrers: ['application/spdx+json'] });
  expect(pushed(steps)).toEqual(['index', 'amd64', 'arm64', 'sbom', 'sbom-signature'].map(named).sort());
});

test('within one registry blobs are linked and count no bytes', () => {
  const survey = makeSurvey(imageSketch);
  const facts = emptyTarget({ at: { registry: survey.at.registry, repository: 'other' } });
  expect(planCopyExample(survey, {}, facts).totals.bytes).toBe(6 * 10);
  expect(planCopyExample(survey).totals.bytes).toBe(6 * 10 + 9 * 100);
});

/** Any shape that content addressing allows: a manifest names only what was made before it. */
const anySketches = fc
  .array(
    fc.record({
      children: fc.array(fc.nat(), { maxLength: 3 }),
      blobs: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
      subject: fc.option(fc.nat(), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((shapes) => {
    const sketches = shapes.map(({ children, blobs, subject }, at): [string, Sketch] => [
      `m${at}`,
      {
        blobs: blobs.map((blob) => `b${blob}`),
        children: at === 0 ? [] : [...new Set(children.map((child) => `m${child % at}`))],
        ...(subject === undefined || at === 0 ? {} : { subject: `m${subject % at}` }),
      },
    ]);
    return Object.fromEntries(sketches.toReversed());
  });

test('no step comes before what its manifest names, whatever the shape', () => {
  fc.assert(
    fc.property(anySketches, fc.array(fc.nat({ max: 13 })), (sketches, known) => {
      const survey = makeSurvey(sketches);
      const present = new Set(known.map((at) => named(`m${at}`)));
      const { steps } = planCopyExample(survey, {}, emptyTarget({ present }));
      const idOf = new Map(steps.map((step) => [contentOf(step), step.id]));
      for (const step of steps) {
        if (step.verb !== 'copy-manifest') continue;
        const manifest = survey.manifests.get(step.manifest.digest);
        const needs = [...(manifest?.blobs ?? []), ...(manifest?.children ?? [])].map(({ digest }) => digest);
        if (manifest?.subject !== undefined) needs.push(manifest.subject);
        const wanted = needs.flatMap((digest) => idOf.get(digest) ?? []);
        expect(step.after).toEqual(expect.arrayContaining(wanted));
      }
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      expect(planCopyExample(makeSurvey(sketches), {}, emptyTarget({ present })).steps).toEqual(steps);
    }),
  );
});

function contentOf(step: Step): string | undefined {
  if (step.verb === 'copy-blob') return step.blob.digest;
  return step.verb === 'copy-manifest' ? step.manifest.digest : undefined;
}

function pushed(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => (step.verb === 'copy-manifest' ? [step.manifest.digest] : [])).sort();
}

function copied(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => (step.verb === 'copy-blob' ? [step.blob.digest] : [])).sort();
}

test('where something waits for the answer everything is asked for, also when nothing is to be brought', () => {
  const survey = makeSurvey({ image: { blobs: ['layer'] } });
  const copySet = selectCopySet({ survey, tags: ['1.0'] }, { referrers: 'all' });
  const there = emptyTarget({ present: new Set([named('image')]), tags: new Map([['1.0', named('image')]]) });
  const given = { title: 'Copy', copySets: [copySet], target: there };
  expect(planCopy(given).steps).toEqual([]);
  const all = { ...there, present: new Set([named('image'), named('layer')]) };
  expect(planCopy({ ...given, target: all, isStrict: true }).steps).toMatchObject([
    {
      ...{ verb: 'verify', manifests: [named('image')], blobs: [named('layer')] },
      tags: [{ tag: '1.0', digest: named('image') }],
    },
  ]);
  expect(copied(planCopy({ ...given, isStrict: true }).steps)).toEqual([named('layer')]);
});

test('the blobs of an index go along, are looked for where the index is there, and are asked for in the end', () => {
  const survey = makeSurvey({ cache: { children: ['part'], blobs: ['layer', 'config'] }, part: {} });
  const { steps } = planCopyExample(survey, {});
  expect(copied(steps)).toEqual([named('layer'), named('config')].sort());
  expect(steps.at(-1)).toMatchObject({ verb: 'verify', blobs: [named('layer'), named('config')] });
  const [manifest] = requiredContent([
    selectCopySet({ survey, tags: [] }, { referrers: 'all' }),
  ]).manifests.slice(-1);
  expect(manifest).toMatchObject({ digest: named('cache'), impliesBlobs: false });
  const facts = emptyTarget({
    present: new Set([named('cache'), named('part'), named('layer')]),
    isNew: false,
  });
  expect(copied(planCopyExample(survey, {}, facts).steps)).toEqual([named('config')]);
});

test('a blob that only the manifest itself holds is pushed from there', () => {
  const survey = makeSurvey(
    { image: { blobs: ['layer'] } },
    { embedded: new Map([[named('layer'), 'text']]) },
  );
  expect(planCopyExample(survey, {}).steps[0]).toMatchObject({
    verb: 'push-blob',
    source: { kind: 'text', text: 'text' },
  });
});
