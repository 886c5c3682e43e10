import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanDraft, Step } from '#lib/transfer/plan';
import type { CopyChoice, CopySource } from '#lib/transfer/planning/copy/parcel';
import { cargoOf, packParcel } from '#lib/transfer/planning/copy/parcel';
import { planCopy } from '#lib/transfer/planning/copy/plan-copy';
import type { Survey } from '#lib/transfer/survey/survey';
import type { TargetFacts } from '#lib/transfer/target/target';
import type { Sketch } from '#lib/transfer/testing/make-survey';
import { makeSurvey, named } from '#lib/transfer/testing/make-survey';

const image = {
  index: { children: ['amd64', 'arm64'] },
  amd64: { blobs: ['config-a', 'base', 'a'], platform: 'linux/amd64' },
  arm64: { blobs: ['config-b', 'base', 'b'], platform: 'linux/arm64' },
  sbom: { subject: 'index', blobs: ['empty', 'spdx'], artifactType: 'application/spdx+json' },
  'sbom-signature': { subject: 'sbom', blobs: ['empty', 'jws'], artifactType: 'application/signature' },
  'arm64-signature': { subject: 'arm64', blobs: ['empty', 'jws-2'], artifactType: 'application/signature' },
} as const satisfies Record<string, Sketch>;

const elsewhere = { registry: 'target.example', repository: 'mirror/app' };

function target(more: Partial<TargetFacts> = {}): TargetFacts {
  return {
    at: elsewhere,
    present: new Set(),
    tags: new Map([['1.0', null]]),
    isNew: true,
    gaps: [],
    ...more,
  };
}

function plan(
  survey: Survey,
  choice: Partial<CopyChoice & Omit<CopySource, 'survey'>> & { readonly accept?: readonly string[] } = {},
  facts = target(),
): PlanDraft {
  const { referrers = 'all', platforms, tags = ['1.0'], rootBytes, accept } = choice;
  const source = { survey, tags, ...(rootBytes === undefined ? {} : { rootBytes }) };
  const parcel = packParcel(source, { referrers, ...(platforms === undefined ? {} : { platforms }) });
  return planCopy({ title: 'Copy', parcels: [parcel], target: facts, accept });
}

test('everything that belongs to an image is copied once', () => {
  const { steps } = plan(makeSurvey(image));
  expect(pushed(steps)).toEqual(Object.keys(image).map(named).sort());
  expect(copied(steps)).toEqual(
    ['config-a', 'config-b', 'base', 'a', 'b', 'empty', 'spdx', 'jws', 'jws-2'].map(named).sort(),
  );
  expect(steps.at(-1)?.verb).toBe('verify');
});

test('the tag waits for everything, and the check for the tag', () => {
  const { steps } = plan(makeSurvey(image));
  const tag = steps.find(({ verb }) => verb === 'tag');
  const before = steps.filter(({ verb }) => verb === 'copy-manifest' || verb === 'list-referrers');
  expect(new Set(tag?.after)).toEqual(new Set(before.map(({ id }) => id)));
  expect(steps.at(-1)?.after).toContain(tag?.id);
});

test('each subject is listed once, after all its referrers', () => {
  const { steps } = plan(makeSurvey(image));
  const listings = steps.filter((step) => step.verb === 'list-referrers');
  expect(listings.map(({ subject }) => subject).sort()).toEqual(['arm64', 'index', 'sbom'].map(named).sort());
});

test('what is at the target is not sent again', () => {
  const present = new Set(['index', 'amd64', 'arm64', 'spdx'].map(named));
  const { steps, warnings } = plan(makeSurvey(image), {}, target({ present, isNew: false }));
  expect(pushed(steps)).toEqual(['sbom', 'sbom-signature', 'arm64-signature'].map(named).sort());
  expect(copied(steps)).toEqual(['empty', 'jws', 'jws-2'].map(named).sort());
  expect(warnings.map(({ code }) => code)).toContain('present');
});

test('without referrers the image goes alone, and the plan says how many stay', () => {
  const { steps, warnings } = plan(makeSurvey(image), { referrers: 'none' });
  expect(pushed(steps)).toEqual(['index', 'amd64', 'arm64'].map(named).sort());
  expect(warnings.find(({ code }) => code === 'left-out')?.digests).toHaveLength(2);
});

test('a chosen kind takes along what is attached to it', () => {
  const { steps } = plan(makeSurvey(image), { referrers: ['application/spdx+json'] });
  expect(pushed(steps)).toEqual(['index', 'amd64', 'arm64', 'sbom', 'sbom-signature'].map(named).sort());
});

test('some platforms make a new index, to which the old one’s referrers do not go', () => {
  const rootBytes = new TextEncoder().encode(
    JSON.stringify({ schemaVersion: 2, manifests: [{ digest: named('amd64') }, { digest: named('arm64') }] }),
  );
  const { steps, warnings } = plan(makeSurvey(image), { platforms: ['linux/arm64'], rootBytes });
  expect(pushed(steps)).toEqual(['arm64', 'arm64-signature'].map(named).sort());
  const made = steps.find((step) => step.verb === 'push-manifest');
  expect(JSON.parse(made?.text ?? '')).toEqual({ schemaVersion: 2, manifests: [{ digest: named('arm64') }] });
  const tag = steps.find((step) => step.verb === 'tag');
  expect(tag?.digest).toBe(made?.manifest.digest);
  expect(warnings.map(({ code }) => code)).toContain('new-index');
});

test('all platforms leave the index as it is', () => {
  const { steps } = plan(makeSurvey(image), {
    platforms: ['linux/arm64', 'linux/amd64'],
    rootBytes: new Uint8Array(),
  });
  expect(pushed(steps)).toContain(named('index'));
  expect(steps.some(({ verb }) => verb === 'push-manifest')).toBe(false);
});

test('a platform that is not there cannot be copied', () => {
  const { blockers } = plan(makeSurvey(image), {
    platforms: ['windows/amd64'],
    rootBytes: new Uint8Array([123, 125]),
  });
  expect(blockers).toMatchObject([{ code: 'platforms-unknown', isAcceptable: false }]);
});

test('a tag that would be moved blocks until that is accepted', () => {
  const facts = target({ tags: new Map([['1.0', named('old')]]), isNew: false });
  expect(plan(makeSurvey(image), {}, facts).blockers).toMatchObject([
    { code: 'overwrites-tag', tags: ['1.0'] },
  ]);
  const accepted = plan(makeSurvey(image), { accept: ['overwrites-tag'] }, facts);
  expect(accepted.blockers).toEqual([]);
  expect(accepted.warnings.map(({ code }) => code)).toContain('overwrites-tag');
  expect(accepted.steps.find((step) => step.verb === 'tag')?.was).toBe(named('old'));
});

test('what could not be determined blocks until that is accepted', () => {
  const survey = makeSurvey(image, { gaps: [{ code: 'unavailable', text: 'The registry has a fault.' }] });
  expect(plan(survey).blockers.map(({ code }) => code)).toEqual(['unknown']);
  expect(plan(survey, { accept: ['unknown'] }).blockers).toEqual([]);
});

test('tags that cosign wrote go along under their own names', () => {
  const tag = `sha256-${named('index').slice(7)}.sig`;
  const survey = makeSurvey(
    { ...image, signature: { blobs: ['payload'] } },
    { tags: new Map([[tag, named('signature')]]) },
  );
  const known = new Map([
    ...survey.referrers,
    [named('index'), [{ digest: named('signature'), sources: ['cosign-tags' as const] }]],
  ]);
  const { steps } = plan({ ...survey, referrers: known });
  const tags = steps.flatMap((step) => (step.verb === 'tag' ? [step.tag] : []));
  expect(tags).toEqual([tag, '1.0']);
});

test('within one registry blobs are linked and count no bytes', () => {
  const survey = makeSurvey(image);
  const facts = target({ at: { registry: survey.at.registry, repository: 'other' } });
  expect(plan(survey, {}, facts).totals.bytes).toBe(6 * 10);
  expect(plan(survey).totals.bytes).toBe(6 * 10 + 9 * 100);
});

test('the target is asked for every manifest, its blobs and every tag', () => {
  const cargo = cargoOf([packParcel({ survey: makeSurvey(image), tags: ['1.0'] }, { referrers: 'all' })]);
  expect(cargo.manifests).toHaveLength(6);
  expect(cargo.tags).toEqual(['1.0']);
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
      const { steps } = plan(survey, {}, target({ present }));
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
      expect(plan(makeSurvey(sketches), {}, target({ present })).steps).toEqual(steps);
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
  const parcel = packParcel({ survey, tags: ['1.0'] }, { referrers: 'all' });
  const there = target({ present: new Set([named('image')]), tags: new Map([['1.0', named('image')]]) });
  const given = { title: 'Copy', parcels: [parcel], target: there };
  expect(planCopy(given).steps).toEqual([]);
  expect(planCopy({ ...given, mustVerify: true }).steps).toMatchObject([
    { verb: 'verify', manifests: [named('image')], tags: [{ tag: '1.0', digest: named('image') }] },
  ]);
});
