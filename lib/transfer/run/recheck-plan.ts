import { mapUntil } from '#lib/async/map-concurrent';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { planSnapshotLimits } from '#lib/repository/limits';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readTagList } from '#lib/repository/tag-list';
import type { RunLimits } from '#lib/transfer/limits';
import { runLimits } from '#lib/transfer/limits';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import { findTagState } from '#lib/transfer/lookup/find-tag-state';
import type { Plan, Step } from '#lib/transfer/plan';
import type { PlanRecord, StepRecord } from '#lib/transfer/record';
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

/**
 * A sentence about a tag that was set after the plan was shown, on a manifest that the plan deletes: the tag would vanish
 * with it. Undefined when there is none. No registry lists the tags of a manifest, so this resolves every tag of the
 * repository that the plan does not name.
 */
async function newTag(plan: Plan, open: readonly Step[], context: CheckContext): Promise<string | undefined> {
  const named = new Set(plan.steps.flatMap(tagsOf));
  const deletions = open.filter((step) => step.verb === 'delete-manifest');
  for (const [key, group] of Map.groupBy(deletions, ({ at }) => nameOf(at))) {
    const at = group[0]?.at;
    if (at === undefined) continue;
    const digests = new Set(group.map(({ digest }) => digest));
    const tags = (await tagsAt(at, context)).filter((tag) => !named.has(`${key}:${tag}`));
    const resolve = async (tag: string) => {
      const target = (await findManifest(at, tag, context))?.digest;
      return target !== undefined && digests.has(target) ? { tag, target } : undefined;
    };
    const results = await mapUntil(tags, context.checksAtOnce, resolve, (result) => result !== undefined);
    const added = results.find((result) => result !== undefined);
    if (added !== undefined)
      return `The tag ${added.tag} was set on ${added.target} after the plan was made and would be deleted with it.`;
  }
  return undefined;
}

function tagsOf(step: Step): readonly string[] {
  if (!('at' in step)) return [];
  const tags = step.verb === 'delete-manifest' ? step.tags : 'tag' in step ? [step.tag] : [];
  return tags.map((tag) => `${nameOf(step.at)}:${tag}`);
}

function nameOf({ registry, repository }: Repository): string {
  return formatReference({ registry, repository });
}

/** Whether an incomplete tag list ends the check; otherwise the plan was accepted without the rest of it. */
const endsCheck = {
  'host-unknown': false,
  'connection-refused': false,
  'tls-failed': false,
  timeout: false,
  cancelled: true,
  'egress-refused': false,
  'redirect-refused': false,
  'proxy-failed': false,
  unauthorized: false,
  forbidden: false,
  'not-found': false,
  'rate-limited': false,
  unavailable: true,
  refused: false,
  unsupported: false,
  'not-a-registry': false,
  'bad-response': false,
  'digest-mismatch': false,
  'too-large': false,
} as const satisfies Record<RegistryErrorCode, boolean>;

async function tagsAt(at: Repository, { client, signal }: CheckContext): Promise<readonly string[]> {
  const reader = createRepositoryReader(client(at.registry), at.repository, signal);
  const { names, incomplete } = await readTagList(reader, planSnapshotLimits);
  // That a registry lists no tags was accepted with the plan; one that is down may have new tags.
  if (incomplete instanceof RegistryError && endsCheck[incomplete.code]) throw incomplete;
  return names;
}
