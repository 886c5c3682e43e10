import type { ProblemError } from '#lib/api/problems/problem-error';
import type { Repository } from '#lib/oci/reference';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import { getLog } from '#lib/server/platform/log';
import { personIdOf, personNameOf } from '#lib/server/sessions/session';
import type { Plan, Step } from '#lib/transfer/plan';
import type { StepRecord } from '#lib/transfer/record';
import type { Caller, ChangesParts } from './changes-parts.ts';

/** Who asked for a change, in a team by the id that stays the same, and as whom each registry knows them. */
export type Actor = {
  readonly requestId: string;
  readonly owner?: string | undefined;
  readonly users: ReadonlyMap<string, string>;
};

type Outcome = { readonly state: string; readonly code?: string | undefined };

/** The row of a step; undefined for steps that change no registry. */
export function stepEvent(
  plan: Plan,
  step: Step,
  record: StepRecord,
  actor: Actor,
): AuditLogEvent | undefined {
  if (step.verb === 'archive' || step.verb === 'verify' || record.state === 'pending') return undefined;
  const { verb, target } = step;
  return {
    ...rowOf(plan, placeOf(step), actor),
    verb,
    target,
    digests: digestsOf(step),
    result: resultOf(record),
  };
}

/** The row of a run as a whole, or of its refusal. */
export function runEvent(plan: Plan, outcome: Outcome, actor: Actor): AuditLogEvent {
  const [place] = changedRepositories(plan);
  const digests = plan.root === undefined ? [] : [plan.root];
  return {
    ...rowOf(plan, place, actor),
    verb: 'run',
    target: plan.title,
    digests,
    result: resultOf(outcome),
  };
}

/** The repositories that a plan changes, each step's. */
export function changedRepositories(plan: Plan): readonly Repository[] {
  const changing = plan.steps.filter(({ verb }) => verb !== 'archive' && verb !== 'verify');
  return (changing.length > 0 ? changing : plan.steps).map(placeOf);
}

type Refused = { readonly caller: Caller; readonly action: string } | (Actor & { readonly plan: Plan });

/** Records that something was refused, and gives the refusal back: it holds even when the log cannot be written. */
export async function auditRefusal(
  { audit }: Pick<ChangesParts, 'audit'>,
  refusal: ProblemError,
  refused: Refused,
): Promise<ProblemError> {
  const { code } = refusal.problem;
  try {
    if ('plan' in refused) await audit.append([runEvent(refused.plan, { state: 'refused', code }, refused)]);
    else await audit.append([refusalEvent(refused.action, code, refused.caller)]);
  } catch (err) {
    getLog().error({ err }, 'a refusal could not be recorded');
  }
  return refusal;
}

/** The row of a plan that was refused before it was made. */
function refusalEvent(action: string, code: string, { session, requestId }: Caller): AuditLogEvent {
  const nothing = { registry: '', repository: '', target: '', plan: '', digests: [] };
  const who = { owner: personIdOf(session), actor: personNameOf(session) ?? 'anonymous' };
  return { ...nothing, ...who, requestId, action, verb: 'plan', result: `refused:${code}` };
}

function placeOf(step: Step): Repository {
  return 'to' in step ? step.to : step.at;
}

function rowOf(plan: Plan, place: Repository | undefined, { requestId, owner, users }: Actor) {
  const { registry = '', repository = '' } = place ?? {};
  const actor = users.get(registry) ?? 'anonymous';
  return { requestId, owner, actor, registry, repository, action: plan.action, plan: plan.id };
}

function resultOf({ state, code }: Outcome): string {
  return code === undefined ? state : `${state}:${code}`;
}

function digestsOf(step: Step): readonly string[] {
  switch (step.verb) {
    case 'copy-blob':
    case 'push-blob':
      return [step.blob.digest];
    case 'copy-manifest':
    case 'push-manifest':
      return [step.manifest.digest];
    case 'list-referrers':
      return [step.subject, ...step.referrers.map(({ digest }) => digest)];
    case 'unlist-referrers':
      return [step.subject, ...step.referrers];
    case 'tag':
    case 'untag':
    case 'untag-by-placeholder':
    case 'delete-manifest':
      return [step.digest];
    case 'archive':
    case 'verify':
      return [];
    default:
      return step satisfies never;
  }
}
