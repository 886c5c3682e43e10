import { mapUntil } from '#lib/async/map-concurrent';
import type { RunLimits } from '#lib/transfer/limits';
import { runLimits } from '#lib/transfer/limits';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import { findTagState } from '#lib/transfer/lookup/find-tag-state';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRecord, StepRecord } from '#lib/transfer/record';
import { newTag } from '#lib/transfer/run/new-tag';
import { isSettledState } from '#lib/transfer/run/step-states';
import type { RunContext } from '#lib/transfer/run-context';
import type { CheckContext, WorkOf } from '#lib/transfer/step-context';
import { PlanOutdated } from '#lib/transfer/step-error';
import { checkDelete, checkTags } from '#lib/transfer/steps/delete-manifest';
import { checkTag } from '#lib/transfer/steps/tag';

/**
 * Checks the preconditions of all steps that are still to be done, before any is begun; gives the sentence that says
 * what changed since the plan was shown, or nothing. Rejects with RegistryError when a registry does not tell.
 */
export async function recheckPlan(
  plan: Plan,
  known: PlanRecord['steps'],
  context: Pick<RunContext, 'client' | 'signal'>,
  { checksAtOnce }: RunLimits = runLimits,
): Promise<string | undefined> {
  const { client, signal } = context;
  const checking = { client, signal, checksAtOnce };
  const left = plan.steps.filter(({ id }) => !isSettledState(known[id]));
  const checks = left.filter(hasPrecondition);
  const changes = await mapUntil(
    checks,
    checksAtOnce,
    (step) => changeOf(step, checking, hasBegun(known[step.id])),
    (change) => change !== undefined,
  );
  return changes.find((change) => change !== undefined) ?? (await newTag(plan, left, checking));
}

type Conditional = Extract<Step, { verb: 'tag' | 'untag' | 'untag-by-placeholder' | 'delete-manifest' }>;

function hasPrecondition(step: Step): step is Conditional {
  return ['tag', 'untag', 'untag-by-placeholder', 'delete-manifest'].includes(step.verb);
}

// zot answers sixty such questions a second. Of the many that nothing refers to each is asked right before it is deleted.
function mayHaveNews({ tags, referrers }: WorkOf<'delete-manifest'>): boolean {
  return tags.length + referrers.length > 0;
}

function hasBegun(record: StepRecord | undefined): boolean {
  return record !== undefined && record.state !== 'pending';
}

async function changeOf(
  step: Conditional,
  context: CheckContext,
  mayBeDone: boolean,
): Promise<string | undefined> {
  try {
    if (step.verb === 'tag') await checkTag(step, context);
    else if (step.verb === 'delete-manifest')
      await (mayHaveNews(step) ? checkDelete : checkTags)(step, context);
    else await findTagState(step.at, step.tag, step.digest, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof PlanOutdated)) throw error;
    // What a run that broke off has deleted already cannot be changed any more.
    // zot drops a manifest whose last tag is moved: gone alone does not tell that it was us.
    const isDone =
      mayBeDone &&
      step.verb === 'delete-manifest' &&
      (await findManifest(step.at, step.digest, context)) === undefined;
    return isDone ? undefined : error.message;
  }
}
