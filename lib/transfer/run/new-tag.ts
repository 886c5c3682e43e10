import { mapUntil } from '#lib/async/map-concurrent';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { planSnapshotLimits } from '#lib/repository/limits';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readTagList } from '#lib/repository/tag-list';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { Plan, Step } from '#lib/transfer/plan';
import type { CheckContext } from '#lib/transfer/step-context';

/**
 * A sentence about a tag that was set after the plan was shown, on a manifest that the plan deletes: the tag would vanish
 * with it. Undefined when there is none. No registry lists the tags of a manifest, so this resolves every tag of the
 * repository that the plan does not name.
 */
export async function newTag(
  plan: Plan,
  open: readonly Step[],
  context: CheckContext,
): Promise<string | undefined> {
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
      return `The tag ${added.tag} was pointed to ${added.target} since the plan was shown, and would be deleted with it.`;
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

async function tagsAt(at: Repository, { client, signal }: CheckContext): Promise<readonly string[]> {
  const reader = createRepositoryReader(client(at.registry), at.repository, signal);
  const { names, incomplete } = await readTagList(reader, planSnapshotLimits);
  // That a registry lists no tags was accepted with the plan; one that is down may have new tags.
  if (incomplete?.code === 'unavailable' || incomplete?.code === 'cancelled') throw incomplete;
  return names;
}
