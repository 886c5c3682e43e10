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
 * Checks the preconditions of all unsettled steps before any of them starts. Gives the sentence about the first thing
 * that changed after the plan was shown, undefined when nothing did.
 *
 * @throws RegistryError when a registry does not answer
 */
export async function recheckPlan(
  plan: Plan,
  known: PlanRecord['steps'],
  context: Pick<RunContext, 'client' | 'signal'>,
  { checksAtOnce }: RunLimits = runLimits,
): Promise<string | undefined> {
  const { client, signal } = context;
  const checking = { client, signal, checksAtOnce };
  const open = plan.steps.filter(({ id }) => !isSettledState(known[id]));
  const checks = open.filter(hasPrecondition);
  const changes = await mapUntil(
    checks,
    checksAtOnce,
    (step) => changeOf(step, checking, hasBegun(known[step.id])),
    (change) => change !== undefined,
  );
  return changes.find((change) => change !== undefined) ?? (await newTag(plan, open, checking));
}

type Conditional = Extract<Step, { verb: 'tag' | 'untag' | 'untag-by-placeholder' | 'delete-manifest' }>;

function hasPrecondition(step: Step): step is Conditional {
  return ['tag', 'untag', 'untag-by-placeholder', 'delete-manifest'].includes(step.verb);
}

// zot answers sixty such requests a second. A manifest without tags and referrers is checked by its own step instead.
function hasKnownReferences({ tags, referrers }: WorkOf<'delete-manifest'>): boolean {
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
      await (hasKnownReferences(step) ? checkDelete : checkTags)(step, context);
    else await findTagState(step.at, step.tag, step.digest, context);
    return undefined;
  } catch (error) {
    if (!(error instanceof PlanOutdated)) throw error;
    // What an interrupted run has deleted can change no more. That it is gone proves nothing alone: zot deletes a
    // manifest when its last tag moves, so only a step that had started counts.
    const isDone =
      mayBeDone &&
      step.verb === 'delete-manifest' &&
      (await findManifest(step.at, step.digest, context)) === undefined;
    return isDone ? undefined : error.message;
  }
}
