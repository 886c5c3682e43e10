import { mapUntil } from '#lib/async/map-concurrent';
import type { Digest } from '#lib/oci/digest';
import type { Repository } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { planSnapshotLimits } from '#lib/repository/limits';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { readTagList } from '#lib/repository/tag-list';
import { findManifest } from '#lib/transfer/lookup/find-manifest';
import type { Plan, Step } from '#lib/transfer/plan';
import type { CheckContext } from '#lib/transfer/step-context';

/**
 * The sentence about a tag that came to something that is to be deleted since the plan was shown; it would vanish with
 * it. Every tag of the repository is asked for that the plan does not name: no registry has a question for that.
 */
export async function newTag(
  plan: Plan,
  left: readonly Step[],
  context: CheckContext,
): Promise<string | undefined> {
  const named = new Set(plan.steps.flatMap(tagsOf));
  const places = new Map<string, { readonly at: Repository; readonly digests: Set<Digest> }>();
  for (const step of left) {
    if (step.verb !== 'delete-manifest') continue;
    const { registry, repository } = step.at;
    const key = formatReference({ registry, repository });
    const place = places.get(key) ?? { at: step.at, digests: new Set<Digest>() };
    place.digests.add(step.digest);
    places.set(key, place);
  }
  for (const [key, { at, digests }] of places) {
    const tags = (await tagsAt(at, context)).filter((tag) => !named.has(`${key}:${tag}`));
    const found = await mapUntil(
      tags,
      context.checksAtOnce,
      async (tag) => {
        const target = (await findManifest(at, tag, context))?.digest;
        return target !== undefined && digests.has(target) ? { tag, target } : undefined;
      },
      (one) => one !== undefined,
    );
    const one = found.find((hit) => hit !== undefined);
    if (one !== undefined)
      return `The tag ${one.tag} points to ${one.target} since the plan was shown, and would be gone with it.`;
  }
  return undefined;
}

function tagsOf(step: Step): readonly string[] {
  const tags = step.verb === 'delete-manifest' ? step.tags : 'tag' in step && 'at' in step ? [step.tag] : [];
  if (!('at' in step)) return [];
  const { registry, repository } = step.at;
  return tags.map((tag) => `${formatReference({ registry, repository })}:${tag}`);
}

async function tagsAt(at: Repository, { client, signal }: CheckContext): Promise<readonly string[]> {
  const reader = createRepositoryReader(client(at.registry), at.repository, signal);
  const { names, incomplete } = await readTagList(reader, planSnapshotLimits);
  // A registry that lists no tags was a decision of the plan already; one that is down may have new ones.
  if (incomplete?.code === 'unavailable' || incomplete?.code === 'cancelled') throw incomplete;
  return names;
}
