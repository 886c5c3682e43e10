import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeCaller, fakeParts } from '#e2e/fakes/fake-changes';
import { surveyOver } from '#e2e/fakes/survey-over';
import { testLimits } from '#e2e/fakes/test-client';
import { stillWorld } from '#e2e/fakes/test-run';
import { clientOver, connectionOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { fillWith, randomGraphs } from '#e2e/faults/random-graph';
import { openScratchRegistry } from '#e2e/faults/scratch-registry';
import { createKeyedMutex } from '#lib/async/mutex';
import type { Digest } from '#lib/oci/digest';
import { referrersTag } from '#lib/oci/referrers-tag';
import { WritePermit } from '#lib/registry/writes/write-permit';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import { openJournal } from '#lib/server/plans/journal/open-journal';
import type { ChangesParts } from '#lib/server/plans/run/changes-parts';
import { runLimits } from '#lib/transfer/limits';
import { inspectTarget } from '#lib/transfer/lookup/inspect-target';
import type { PlanDraft } from '#lib/transfer/plan';
import { requiredContent, selectCopySet } from '#lib/transfer/planning/copy-set';
import { planDelete } from '#lib/transfer/planning/delete/plan-delete';
import { planCopy } from '#lib/transfer/planning/plan-copy';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';
import { runPlan } from '#lib/transfer/run/run-plan';
import { createChanges } from './changes.ts';

type Handle = (request: Request) => Promise<Response>;

const source = { registry: 'source.example', repository: 'acme/app' };
const target = { registry: 'target.example', repository: 'acme/copy' };
const isWrite = ({ method }: Request) => method !== 'GET' && method !== 'HEAD';

/** What goes wrong at the registry from its n-th write on, and at the record from its n-th row on. */
const registryFaults = ['none', 'refuses', 'dies before', 'dies after', 'is cancelled'] as const;
const recordFaults = ['none', 'audit log', 'journal'] as const;
const moments = fc.record({
  registryFault: fc.constantFrom(...registryFaults),
  nthWrite: fc.integer({ min: 1, max: 14 }),
  recordFault: fc.constantFrom(...recordFaults),
  nthRecord: fc.integer({ min: 1, max: 14 }),
  /** How many turns of the event loop each row takes to the disk, over and over. */
  turns: fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }),
  stepsAtOnce: fc.constantFrom(1, 3),
});
type Moment = typeof moments extends fc.Arbitrary<infer T> ? T : never;

/** Whether a row says that the step which it begins makes such a request. */
function covers({ repository, verb, target: named, digests }: AuditLogEvent, { url }: Request): boolean {
  const { pathname, searchParams } = new URL(url);
  const rest = pathname.slice(`/v2/${repository}/`.length);
  if (!pathname.startsWith(`/v2/${repository}/`)) return false;
  if (rest.startsWith('blobs/')) {
    const digest = searchParams.get('digest') ?? searchParams.get('mount');
    if (verb === 'copy-blob' || verb === 'push-blob') return digest === null || digests.includes(digest);
    return verb === 'copy-manifest' || verb === 'untag-by-placeholder';
  }
  const selector = decodeURIComponent(rest.slice('manifests/'.length));
  if (digests.includes(selector) || named.endsWith(`:${selector}`)) return true;
  if (verb === 'list-referrers' || verb === 'unlist-referrers')
    // A list that another takes the place of goes by a digest that the plan does not know.
    return selector === referrersTag((digests[0] ?? '') as Digest) || selector.includes(':');
  return verb === 'untag-by-placeholder' && selector.includes(':');
}

/** A registry that does wrong from the n-th write on. */
function spoil(handle: Handle, { registryFault, nthWrite }: Moment, cancel: () => void): Handle {
  let writes = 0;
  return async (request) => {
    if (isWrite(request)) writes += 1;
    if (writes < nthWrite || registryFault === 'none') return handle(request);
    if (registryFault === 'is cancelled') {
      cancel();
      return handle(request);
    }
    if (registryFault === 'refuses') return new Response(null, { status: writes % 2 === 0 ? 500 : 429 });
    if (registryFault === 'dies after' && writes === nthWrite) await handle(request);
    throw new Error('ECONNRESET');
  };
}

/** A record whose rows take some turns to the disk, and that breaks at one of them. */
function slowRecord(
  { recordFault, nthRecord, turns }: Moment,
  rows: AuditLogEvent[],
  isSpoiled: () => boolean,
) {
  let count = 0;
  const reach = async (part: (typeof recordFaults)[number]) => {
    count += 1;
    for (let left = turns[count % turns.length] ?? 0; left > 0; left--) await turn();
    if (isSpoiled() && recordFault === part && count >= nthRecord) throw new Error('The disk is gone.');
  };
  const journal = openJournal(':memory:', () => 0);
  const parts: Pick<ChangesParts, 'journal' | 'audit'> = {
    audit: {
      append: async (events) => {
        await reach('audit log');
        rows.push(...events);
      },
    },
    journal: {
      ...journal,
      write: async (...change) => {
        await reach('journal');
        await journal.write(...change);
      },
    },
  };
  return parts;
}

/** Whether the log says that some step which makes such a request has begun, and not that it has ended. */
function isRecorded(rows: readonly AuditLogEvent[], request: Request): boolean {
  const latest = new Map(rows.map((row) => [`${row.verb} ${row.target} ${row.digests}`, row]));
  return [...latest.values()].some((row) => row.result === 'started' && covers(row, request));
}

type Scene = { readonly draft: PlanDraft; readonly handles: Readonly<Record<string, Handle>> };

/** A plan over registries that go wrong, and all writes that they have heard of before the log had them. */
function openRuns({ draft, handles }: Scene, moment: Moment) {
  const rows: AuditLogEvent[] = [];
  const unrecorded: string[] = [];
  const stop = new AbortController();
  let isSpoiled = true;
  let now = 0;
  const connections = new Map(
    Object.entries(handles).map(([registry, handle]) => {
      const spoiled = spoil(handle, moment, () => stop.abort());
      const watched: Handle = async (request) => {
        if (isWrite(request) && !isRecorded(rows, request))
          unrecorded.push(`${request.method} ${request.url}`);
        return await (isSpoiled ? spoiled : handle)(request);
      };
      return [registry, connectionOver(registry, watched, () => now)];
    }),
  );
  const connect = (registry: string) => {
    const found = connections.get(registry);
    if (found === undefined) throw new Error(`${registry} is no part of this test.`);
    return found;
  };
  const record = slowRecord(moment, rows, () => isSpoiled);
  const { confirm: _, ...plan } = draft;
  const { parts } = fakeParts({ plan });
  const changes = createChanges({
    ...parts,
    ...record,
    recheckPlan,
    runPlan: (plan, known, context) =>
      runPlan(plan, known, context, { ...runLimits, stepsAtOnce: moment.stepsAtOnce }, stillWorld),
    runContext: (_, { signal, record: begin }) => ({
      client: (registry) => connect(registry).client(),
      recorder: {
        begin: async (step, kept) => {
          const permit = await WritePermit.after(() => begin(step, kept));
          return (registry) => connect(registry).writer(permit);
        },
      },
      upload: async () => undefined,
      archive: async () => 0,
      withLock: createKeyedMutex(),
      forget: () => {},
      signal: isSpoiled ? AbortSignal.any([signal, stop.signal]) : signal,
    }),
  });
  const caller = fakeCaller();
  return {
    unrecorded,
    heal: () => {
      isSpoiled = false;
      // One that has failed often in a row is not asked again before this.
      now += testLimits.breakerPauseMs;
    },
    plan: async () => {
      const request = { action: 'delete', ref: 'x/y:1.0', scope: 'tag' } as const;
      return (await changes.plan(caller, request, stop.signal)).id;
    },
    /** How it ended; undefined where it was refused. */
    run: async (id: string) => {
      const events = await changes.run(caller, id, undefined).catch(() => undefined);
      const heard = [];
      for await (const batch of events ?? []) heard.push(...batch);
      return heard.at(-1);
    },
    stateOf: async (id: string) => (await changes.find(caller, id)).state,
  };
}

type Action = 'copy' | 'delete' | 'untag';
const actions = fc.constantFrom<Action>('copy', 'delete', 'untag');

async function draftOf(action: Action, handles: Scene['handles']): Promise<PlanDraft> {
  const clientOf = ({ registry }: { readonly registry: string }) =>
    clientOver(registry, handles[registry] ?? (async () => new Response(null, { status: 404 })));
  const survey = await surveyOver(clientOf(source), { ...source, tag: '1.0' });
  if (action === 'copy') {
    const copySet = selectCopySet({ survey, tags: ['1.0'] }, { referrers: 'all' });
    const { signal } = new AbortController();
    const facts = await inspectTarget(
      clientOf(target),
      target.repository,
      requiredContent([copySet]),
      signal,
    );
    return planCopy({ title: 'Copy', copySets: [copySet], target: facts });
  }
  const scope = action === 'untag' ? 'tag' : 'graph';
  const request = { action: 'delete', ref: 'x', scope, archive: false } as const;
  // Without it the tag goes by way of a placeholder.
  const deletesTags = action === 'delete';
  const { blockers } = planDelete(survey, request, { deletesTags });
  return planDelete(survey, { ...request, accept: blockers.map(({ code }) => code) }, { deletesTags });
}

function apiOf(hasApi: boolean, handle: Handle): Handle {
  if (hasApi) return handle;
  return createFaultRegistry(handle, [{ path: /\/referrers\//, fault: { kind: 'answer', status: 404 } }]);
}

test('at every moment of every fault, what a registry hears of stands in the audit log before', async () => {
  await fc.assert(
    fc.asyncProperty(randomGraphs, fc.boolean(), actions, moments, async (graph, hasApi, action, moment) => {
      await using from = await openScratchRegistry();
      await using to = await openScratchRegistry();
      await fillWith(graph, from, source.repository, hasApi);
      const handles = {
        [source.registry]: apiOf(hasApi, from.handle),
        [target.registry]: apiOf(hasApi, to.handle),
      };
      const runs = openRuns({ draft: await draftOf(action, handles), handles }, moment);
      const id = await runs.plan();
      await runs.run(id);
      expect(runs.unrecorded).toEqual([]);
      expect(await runs.stateOf(id)).not.toBe('running');
      runs.heal();
      expect(await runs.run(id)).toMatchObject({ type: 'end', state: 'done', failed: 0, left: 0 });
      expect(runs.unrecorded).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
