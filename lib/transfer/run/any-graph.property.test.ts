import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surveyOver } from '#e2e/fakes/survey-over';
import type { FinishedRun } from '#e2e/fakes/test-run';
import { planOf, runToEnd, testContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { fillWith, randomGraphs } from '#e2e/faults/random-graph';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { openScratchRegistry } from '#e2e/faults/scratch-registry';
import { parseManifest } from '#lib/oci/manifest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import { inspectTarget } from '#lib/transfer/lookup/inspect-target';
import type { Plan, PlanDraft } from '#lib/transfer/plan';
import { requiredContent, selectCopySet } from '#lib/transfer/planning/copy-set';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import { planCopy } from '#lib/transfer/planning/plan-copy';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';

// Plans are made from what a registry says, run into a fault at some write, and run again.
const source = { registry: 'source.example', repository: 'acme/app' };
const target = { registry: 'target.example', repository: 'acme/copy' };
type Handle = ScratchRegistry['handle'];
type Seen = {
  readonly children: readonly string[];
  readonly subject: string | undefined;
  readonly text: string;
};
type State = { readonly manifests: ReadonlyMap<string, Seen>; readonly tags: ReadonlyMap<string, string> };

const faults = ['refuses', 'dies before', 'dies after', 'is cancelled', 'limps'] as const;
const cases = fc.record({
  graph: randomGraphs,
  hasApi: fc.boolean(),
  fault: fc.constantFrom(...faults),
  nth: fc.integer({ min: 1, max: 14 }),
});

function apiOf(hasApi: boolean, handle: Handle): Handle {
  if (hasApi) return handle;
  return createFaultRegistry(handle, [{ path: /\/referrers\//, fault: { kind: 'answer', status: 404 } }]);
}

/** From the n-th write on something is wrong. */
function spoil(handle: Handle, fault: (typeof faults)[number], nth: number) {
  const cancel = new AbortController();
  let writes = 0;
  const broken: Handle = async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') writes += 1;
    if (writes < nth) return handle(request);
    switch (fault) {
      case 'refuses':
        return new Response(null, { status: writes % 2 === 0 ? 500 : 429 });
      case 'dies after':
        if (writes === nth) await handle(request);
        throw new Error('ECONNRESET');
      case 'dies before':
        throw new Error('ECONNREFUSED');
      case 'is cancelled':
        cancel.abort();
        return handle(request);
      case 'limps':
        return writes === nth ? new Response(null, { status: 503 }) : handle(request);
      default:
        return fault satisfies never;
    }
  };
  return { handle: broken, signal: cancel.signal };
}

async function run(
  plan: Plan,
  handles: Readonly<Record<string, Handle>>,
  signal = new AbortController().signal,
  known: FinishedRun['steps'] = {},
) {
  const arrived: Promise<unknown>[] = [];
  const clients = new Map(
    Object.entries(handles).map(([registry, handle]) => {
      const noted: Handle = (request) => {
        const answer = handle(request);
        arrived.push(answer);
        return answer;
      };
      return [registry, clientOver(registry, noted)];
    }),
  );
  const client = (registry: string) =>
    clients.get(registry) ?? clientOver(registry, async () => new Response());
  const finished = await runToEnd(plan, testContext(client, { signal }), known, { stepsAtOnce: 3 });
  await Promise.allSettled(arrived);
  return finished;
}

async function stateOf(registry: ScratchRegistry, name: string): Promise<State> {
  const layout = await registry.store.find(name);
  const { manifests, tags } = layout?.index() ?? { manifests: new Map(), tags: new Map() };
  const seen = new Map<string, Seen>();
  for (const digest of manifests.keys()) {
    const answer = await registry.ask('GET', `${name}/manifests/${digest}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const manifest = parseManifest(bytes, answer.headers.get('Content-Type') ?? '');
    const children = manifest.shape === 'index' ? manifest.manifests.map((entry) => entry.digest) : [];
    seen.set(digest, { children, subject: manifest.subject?.digest, text: new TextDecoder().decode(bytes) });
  }
  return { manifests: seen, tags: new Map([...tags].toSorted()) };
}

/** What names something that is not there, except lists of referrers that no tag points to any more. */
function dangling({ manifests, tags }: State): readonly string[] {
  const tagged = new Set(tags.values());
  return [...manifests].flatMap(([digest, { children, subject, text }]) => {
    if (isList(text) && !tagged.has(digest)) return [];
    return [...children, ...(subject === undefined ? [] : [subject])]
      .filter((named) => !manifests.has(named))
      .map((named) => `${digest} names ${named}`);
  });
}

const isList = (text: string) => text.includes('"manifests"') && !text.includes('"annotations":{"at"');

/** What a look through the repository comes across: the graph itself, what tags point to, and what that holds. */
function visible({ manifests, tags }: State, graph: Iterable<string>): ReadonlySet<string> {
  // Lists of referrers hold nothing.
  const pointed = [...tags].filter(([tag]) => parseDigestTag(tag)?.purpose !== 'referrers');
  const seen = new Set([...graph, ...pointed.map(([, digest]) => digest)]);
  for (const digest of seen) for (const child of manifests.get(digest)?.children ?? []) seen.add(child);
  return seen;
}

/** What the other tags lead to, with everything attached to it: no plan for the root may touch it. */
function ofOthers(
  { manifests, tags }: State,
  root: string,
  given: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const [tag, digest] of tags)
    if (parseDigestTag(tag) === undefined && !given.has(tag) && digest !== root) kept.add(digest);
  for (const digest of kept) {
    const children = seen.has(digest) ? (manifests.get(digest)?.children ?? []) : [];
    for (const child of children) if (child !== root) kept.add(child);
    for (const [other, { subject }] of manifests) if (subject === digest && other !== root) kept.add(other);
  }
  return kept;
}

const acceptable = ({ blockers }: PlanDraft) => blockers.filter(({ isAcceptable }) => isAcceptable);

test('a deletion of any graph that meets any fault loses nothing of others, and ends well the second time', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ graph, hasApi, fault, nth }) => {
      await using registry = await openScratchRegistry();
      const name = source.repository;
      await fillWith(graph, registry, name, hasApi);
      const right = apiOf(hasApi, registry.handle);
      const before = await stateOf(registry, name);
      const survey = await surveyOver(clientOver(source.registry, right), { ...source, tag: '1.0' });
      const request = { action: 'delete', ref: 'x', scope: 'graph', archive: false } as const;
      const first = planDelete(survey, request, { deletesTags: true });
      const decided = acceptable(first);
      const draft = planDelete(
        survey,
        { ...request, accept: decided.map(({ code }) => code) },
        { deletesTags: true },
      );
      expect(draft.blockers).toEqual([]);
      expect(draft.steps.length).toBe(first.steps.length);
      const plan = { ...planOf(draft.steps), ...draft };
      const accepted = new Set(decided.flatMap(({ digests = [] }) => digests as readonly string[]));
      const gone = new Set(decided.flatMap(({ tags = [] }) => tags));
      const seen = visible(before, survey.manifests.keys());
      const kept = ofOthers(before, survey.root, gone, seen);
      const check = async () => {
        const state = await stateOf(registry, name);
        const lists = new Set(
          [...state.tags].flatMap(([tag, digest]) => (parseDigestTag(tag) === undefined ? [] : [digest])),
        );
        const lost = [...kept].filter(
          (digest) => state.manifests.get(digest)?.text !== before.manifests.get(digest)?.text,
        );
        expect(lost).toEqual([]);
        // Of indexes without a tag that are not of the graph the plan says that nobody sees them.
        const isToldOf = (digest = '') => accepted.has(digest) || !(seen.has(digest) || lists.has(digest));
        expect(dangling(state).filter((line) => !isToldOf(line.split(' ')[0]))).toEqual([]);
        if (hasApi) return state;
        for (const digest of kept) {
          const { subject } = state.manifests.get(digest) ?? {};
          if (subject === undefined || !state.manifests.has(subject)) continue;
          const list = state.tags.get(referrersTag(subject as never)) ?? '';
          expect(state.manifests.get(list)?.children).toContain(digest);
        }
        return state;
      };
      const spoiled = spoil(right, fault, nth);
      const broken = await run(plan, { [source.registry]: spoiled.handle }, spoiled.signal);
      await check();
      const client = clientOver(source.registry, right);
      expect(await recheckPlan(plan, broken.steps, testContext(client))).toBeUndefined();
      const second = await run(plan, { [source.registry]: right }, undefined, broken.steps);
      expect(second.end).toMatchObject({ state: 'done', failed: 0, left: 0 });
      const after = await check();
      for (const step of plan.steps)
        if (step.verb === 'delete-manifest') expect(after.manifests.has(step.digest)).toBe(false);
      expect(after.manifests.has(survey.root)).toBe(false);
      for (const { digest } of draft.kept) expect(after.manifests.has(digest)).toBe(true);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a copy of any graph that meets any fault never leaves a hole, and is whole the second time', async () => {
  await fc.assert(
    fc.asyncProperty(cases, fc.boolean(), async ({ graph, hasApi, fault, nth }, targetHasApi) => {
      await using from = await openScratchRegistry();
      await using to = await openScratchRegistry();
      await fillWith(graph, from, source.repository, hasApi);
      const before = await stateOf(from, source.repository);
      const right = {
        [source.registry]: apiOf(hasApi, from.handle),
        [target.registry]: apiOf(targetHasApi, to.handle),
      };
      const client = clientOver(source.registry, apiOf(hasApi, from.handle));
      const survey = await surveyOver(client, { ...source, tag: '1.0' });
      const parcel = selectCopySet({ survey, tags: ['1.0'] }, { referrers: 'all' });
      const there = clientOver(target.registry, apiOf(targetHasApi, to.handle));
      const { signal } = new AbortController();
      const facts = await inspectTarget(there, target.repository, requiredContent([parcel]), signal);
      const draft = planCopy({ title: 'Copy', copySets: [parcel], target: facts });
      expect(draft.blockers).toEqual([]);
      const plan = { ...planOf(draft.steps), ...draft };
      const brought = new Set<string>(parcel.manifests.map(({ content }) => content.digest));
      const holes = async () => {
        const state = await stateOf(to, target.repository);
        return dangling(state).filter((line) => brought.has(line.split(' ')[2] ?? ''));
      };
      const spoiled = spoil(apiOf(targetHasApi, to.handle), fault, nth);
      const broken = await run(plan, { ...right, [target.registry]: spoiled.handle }, spoiled.signal);
      expect(await holes()).toEqual([]);
      const second = await run(plan, right, undefined, broken.steps);
      expect(second.end).toMatchObject({ state: 'done', failed: 0, left: 0 });
      const after = await stateOf(to, target.repository);
      expect(await holes()).toEqual([]);
      expect(after.tags.get('1.0')).toBe(survey.root);
      for (const digest of brought) {
        const { text, subject } = before.manifests.get(digest) ?? {};
        expect(after.manifests.get(digest)?.text).toBe(text);
        if (subject === undefined || targetHasApi) continue;
        const list = after.tags.get(referrersTag(subject as never)) ?? '';
        expect(after.manifests.get(list)?.children).toContain(digest);
      }
      expect(await stateOf(from, source.repository)).toEqual(before);
    }),
    { numRuns: 25 },
  );
}, 60_000);
