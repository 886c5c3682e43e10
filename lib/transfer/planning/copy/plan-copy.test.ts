import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sketch } from '#e2e/fakes/make-survey';
import { makeSurvey, named } from '#e2e/fakes/make-survey';
import { mediaTypes } from '#lib/oci/media-type';
import type { PlanDraft, Step } from '#lib/transfer/plan';
import type { CopyChoice, CopySource } from '#lib/transfer/planning/copy/copy-set';
import { requiredContent, selectCopySet } from '#lib/transfer/planning/copy/copy-set';
import { planCopy } from '#lib/transfer/planning/copy/plan-copy';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import type { TargetState } from '#lib/transfer/target';

const image = {
  index: { children: ['amd64', 'arm64'] },
  amd64: { blobs: ['config-a', 'base', 'a'], platform: 'linux/amd64' },
  arm64: { blobs: ['config-b', 'base', 'b'], platform: 'linux/arm64' },
  sbom: { subject: 'index', blobs: ['empty', 'spdx'], artifactType: 'application/spdx+json' },
  'sbom-signature': { subject: 'sbom', blobs: ['empty', 'jws'], artifactType: 'application/signature' },
  'arm64-signature': { subject: 'arm64', blobs: ['empty', 'jws-2'], artifactType: 'application/signature' },
} as const satisfies Record<string, Sketch>;

const elsewhere = { registry: 'target.example', repository: 'mirror/app' };

function target(more: Partial<TargetState> = {}): TargetState {
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
  const copySet = selectCopySet(source, { referrers, ...(platforms === undefined ? {} : { platforms }) });
  return planCopy({ title: 'Copy', copySets: [copySet], target: facts, accept });
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

const entryFor = (text: string, name: string) => {
  const [os, architecture] = text.split('/');
  return { mediaType: mediaTypes.ociManifest, digest: named(name), size: 10, platform: { os, architecture } };
};
const bytesOf = (...manifests: readonly unknown[]) =>
  new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, manifests }));
const rootBytes = bytesOf(entryFor('linux/amd64', 'amd64'), entryFor('linux/arm64', 'arm64'));

test('some platforms make a new index, to which the old one’s referrers do not go', () => {
  const { steps, warnings } = plan(makeSurvey(image), { platforms: ['linux/arm64'], rootBytes });
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
  const { steps } = plan(makeSurvey(image), {
    platforms: ['linux/arm64', 'linux/amd64'],
    rootBytes,
  });
  expect(pushed(steps)).toContain(named('index'));
  expect(steps.some(({ verb }) => verb === 'push-manifest')).toBe(false);
});

test('a platform that is not there cannot be copied', () => {
  const { blockers } = plan(makeSurvey(image), {
    platforms: ['windows/amd64'],
    rootBytes,
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
  const required = requiredContent([
    selectCopySet({ survey: makeSurvey(image), tags: ['1.0'] }, { referrers: 'all' }),
  ]);
  expect(required.manifests).toHaveLength(6);
  expect(required.tags).toEqual(['1.0']);
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
  const copySet = selectCopySet({ survey, tags: ['1.0'] }, { referrers: 'all' });
  const there = target({ present: new Set([named('image')]), tags: new Map([['1.0', named('image')]]) });
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
  const { steps } = plan(survey, {});
  expect(copied(steps)).toEqual([named('layer'), named('config')].sort());
  expect(steps.at(-1)).toMatchObject({ verb: 'verify', blobs: [named('layer'), named('config')] });
  const [manifest] = requiredContent([
    selectCopySet({ survey, tags: [] }, { referrers: 'all' }),
  ]).manifests.slice(-1);
  expect(manifest).toMatchObject({ digest: named('cache'), impliesBlobs: false });
  const facts = target({ present: new Set([named('cache'), named('part'), named('layer')]), isNew: false });
  expect(copied(plan(survey, {}, facts).steps)).toEqual([named('config')]);
});

test('a blob that only the manifest itself holds is pushed from there', () => {
  const survey = makeSurvey(
    { image: { blobs: ['layer'] } },
    { embedded: new Map([[named('layer'), 'text']]) },
  );
  expect(plan(survey, {}).steps[0]).toMatchObject({
    verb: 'push-blob',
    source: { kind: 'text', text: 'text' },
  });
});

test('holes of platforms that nobody asked for keep nothing from being copied', () => {
  const missing = new Map([[named('amd64'), 'It is not there.']]);
  const { amd64: _, ...rest } = image;
  const survey = makeSurvey(rest, {
    missing,
    gaps: [{ code: 'referrers-unknown', text: 'Not known.', digests: [named('amd64')] }],
  });
  expect(plan(survey, { platforms: ['linux/arm64'], rootBytes }).blockers).toEqual([]);
  const codes = (platforms: readonly string[]) =>
    plan(survey, { platforms, rootBytes: bytesOf(...threePlatforms) }).blockers.map(({ code }) => code);
  expect(codes(['linux/amd64'])).toEqual(['unknown', 'incomplete']);
  expect(codes(['linux/arm64', 'linux/s390x'])).toEqual(['platforms-absent']);
});

const threePlatforms = [
  entryFor('linux/amd64', 'amd64'),
  entryFor('linux/arm64', 'arm64'),
  entryFor('linux/riscv64', 'arm64'),
];

test('a manifest that is listed for several platforms stays for those that are asked for', () => {
  const { steps } = plan(makeSurvey(image), {
    platforms: ['linux/arm64'],
    rootBytes: bytesOf(...threePlatforms),
  });
  const made = steps.find((step) => step.verb === 'push-manifest');
  expect(JSON.parse(made?.text ?? '').manifests).toEqual([entryFor('linux/arm64', 'arm64')]);
});

test('what cannot be carried exactly is told, and blocks', () => {
  const absent = [{ mediaType: 'application/x', digest: named('far'), size: 1 }];
  const with_ = (change: Partial<SurveyedManifest>) => {
    const survey = makeSurvey({ image: {} });
    const manifests = new Map([...survey.manifests].map(([digest, one]) => [digest, { ...one, ...change }]));
    return { ...survey, manifests };
  };
  const content = { mediaType: mediaTypes.dockerSchema1Signed, digest: named('image'), size: 10 };
  expect(plan(with_({ absent }), {}).blockers).toMatchObject([
    { code: 'foreign-layers', isAcceptable: true },
  ]);
  expect(plan(with_({ content }), {}).blockers).toMatchObject([{ code: 'schema1', isAcceptable: false }]);
  const others = plan(with_({ others: absent }), {});
  expect([others.blockers, others.warnings.map(({ code }) => code)]).toEqual([[], ['unknown-fields']]);
});
