import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surveyExample } from '#e2e/fakes/survey-example';
import type { Digest } from '#lib/oci/digest';
import type { PlanDraft } from '#lib/transfer/plan';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import type { Survey } from '#lib/transfer/survey/survey';

const size = 12;

// A manifest can only name what was there before it: here, a smaller number names greater ones as children, and
// referrers get numbers of their own above. Some are tagged, some are held by an index outside.
const surveys = fc
  .record({
    children: fc.array(fc.tuple(fc.integer({ min: 1, max: size }), fc.integer({ min: 2, max: size })), {
      maxLength: 16,
    }),
    subjects: fc.array(fc.integer({ min: 1, max: size }), { maxLength: 10 }),
    chained: fc.array(fc.nat(9), { maxLength: 6 }),
    holding: fc.array(fc.tuple(fc.nat(15), fc.integer({ min: 2, max: size })), { maxLength: 3 }),
    cosign: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 3,
    }),
    tagged: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }),
    held: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
    listed: fc.boolean(),
  })
  .map(({ children, subjects, chained, holding, cosign, tagged, held, listed }) => {
    const referrers = new Map<number, number[]>();
    const refer = (subject: number, referrer: number) =>
      referrers.set(subject, [...(referrers.get(subject) ?? []), referrer]);
    subjects.forEach((subject, n) => {
      refer(subject, 20 + n);
    });
    chained.forEach((n, at) => {
      if (n < subjects.length) refer(20 + n, 30 + at);
    });
    const known = [...referrers.values()].flat();
    // Referrers that are indexes and hold something themselves.
    const holds = holding.flatMap(([n, child]) =>
      known[n] === undefined ? [] : [[known[n], child] as const],
    );
    const entries = [...children.filter(([index, child]) => index < child), ...holds];
    return surveyExample({
      children: grouped(entries),
      referrers: Object.fromEntries(referrers),
      cosign: grouped(cosign.filter(([subject, referrer]) => subject !== referrer)),
      tags: Object.fromEntries(tagged.map((number) => [`tag-${number}`, number])),
      holders: Object.fromEntries(held.map((number) => [number, { 99: ['outside'] }])),
      lists: listed ? Object.fromEntries(referrers) : {},
      hasReferrersApi: !listed,
    });
  });

const seeds = fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 });

test('no prefix of any order leaves an index without an entry or a referrer without its subject', () => {
  fc.assert(
    fc.property(surveys, seeds, (survey, choices) => {
      const draft = planOf(survey);
      const left = draft.blockers.filter(({ code }) => code === 'referrers-stay' || code === 'held-by-index');
      const accepted = new Set(left.flatMap(({ digests = [] }) => digests));
      const gone = new Set<string>();
      for (const step of anyOrder(draft, choices)) {
        if (step.verb === 'delete-manifest') gone.add(step.digest);
        if (step.verb === 'unlist-referrers')
          for (const entry of step.referrers) gone.add(`${entry} in the list of ${step.subject}`);
        expect(dangling(survey, gone).filter((digest) => !accepted.has(digest))).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('everything that is not kept is deleted once, and nothing that is kept', () => {
  fc.assert(
    fc.property(surveys, (survey) => {
      const draft = planOf(survey);
      const lists = new Set([...survey.referrersLists.values()].map(({ digest }) => digest));
      const deleted = draft.steps.flatMap((step) =>
        step.verb === 'delete-manifest' && !lists.has(step.digest) ? [step.digest] : [],
      );
      expect(new Set(deleted).size).toBe(deleted.length);
      const kept = new Set(draft.kept.map(({ digest }) => digest));
      expect(deleted.filter((digest) => kept.has(digest))).toEqual([]);
      const all = new Set([...deleted, ...kept]);
      expect(reachable(survey).filter((digest) => !all.has(digest))).toEqual([]);
      for (const [digest] of survey.holders)
        if (digest !== survey.root) expect(deleted).not.toContain(digest);
    }),
    { numRuns: 300 },
  );
});

test('the same survey gives the same plan, and its steps can be followed as they stand', () => {
  fc.assert(
    fc.property(surveys, (survey) => {
      const draft = planOf(survey);
      expect(planOf(survey)).toEqual(draft);
      const done = new Set<string>();
      for (const { id, after } of draft.steps) {
        expect(after.filter((other) => !done.has(other))).toEqual([]);
        done.add(id);
      }
      expect(done.size).toBe(draft.steps.length);
    }),
  );
});

function planOf(survey: Survey): PlanDraft {
  return planDelete(survey, { action: 'delete', ref: 'x', scope: 'graph' }, { deletesTags: undefined });
}

/** One of the orders that the plan allows, chosen by numbers. */
function* anyOrder({ steps }: PlanDraft, choices: readonly number[]): Generator<PlanDraft['steps'][number]> {
  const left = new Map(steps.map((step) => [step.id, step]));
  for (let turn = 0; left.size > 0; turn++) {
    const ready = [...left.values()].filter(({ after }) => after.every((id) => !left.has(id)));
    const chosen = ready[(choices[turn % choices.length] ?? 0) % ready.length];
    if (chosen === undefined) throw new Error('The steps wait for each other.');
    left.delete(chosen.id);
    yield chosen;
  }
}

function dangling(survey: Survey, gone: ReadonlySet<string>): readonly Digest[] {
  const found: Digest[] = [];
  for (const digest of reachable(survey)) {
    const { children = [], subject } = survey.manifests.get(digest) ?? {};
    if (gone.has(digest)) continue;
    if (subject !== undefined && gone.has(subject)) found.push(digest);
    if (children.some((child) => gone.has(child.digest))) found.push(digest);
  }
  for (const [subject, { digest, entries }] of survey.referrersLists) {
    if (gone.has(digest)) continue;
    const isNamed = (entry: Digest) => !gone.has(`${entry} in the list of ${subject}`);
    if (entries.some((entry) => gone.has(entry) && isNamed(entry))) found.push(digest);
  }
  return found;
}

function reachable(survey: Survey): readonly Digest[] {
  const reached = new Set([survey.root]);
  for (const digest of reached) {
    for (const child of survey.manifests.get(digest)?.children ?? []) reached.add(child.digest);
    for (const referrer of survey.referrers.get(digest) ?? []) reached.add(referrer.digest);
  }
  return [...reached];
}

function grouped(pairs: readonly (readonly [number, number])[]): Record<number, number[]> {
  const lists: Record<number, number[]> = {};
  for (const [from, to] of pairs) lists[from] = [...new Set([...(lists[from] ?? []), to])];
  return lists;
}
