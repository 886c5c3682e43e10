import { priorities } from '#lib/discovery/gate';
import type { TagTarget } from '#lib/discovery/memory';
import type { WalkContext } from '#lib/discovery/walk-context';
import { RegistryError } from '#lib/registry/registry-error';

/** What the tags point to; `resolved` counts those that were asked for, `doubt` is why some gave no answer. */
export type ResolvedTags = {
  readonly targets: ReadonlyMap<string, TagTarget>;
  readonly resolved: number;
  readonly doubt?: unknown;
};

/** Resolves tags by HEAD, which no registry counts as a pull; what was resolved a moment ago, as `asked` was, serves again. */
export async function resolveTags(
  context: WalkContext,
  tags: readonly string[],
  asked: string | undefined,
): Promise<ResolvedTags> {
  const targets = new Map<string, TagTarget>();
  let doubt: unknown;
  await Promise.all(
    tags.map(async (tag) => {
      try {
        const target = await resolveTag(context, tag, tag !== asked && context.isFresh);
        if (target !== undefined) targets.set(tag, target);
      } catch (error) {
        doubt ??= error;
      }
    }),
  );
  const resolved = { targets, resolved: tags.length };
  return doubt === undefined ? resolved : { ...resolved, doubt };
}

async function resolveTag(
  context: WalkContext,
  tag: string,
  isFresh: boolean,
): Promise<TagTarget | undefined> {
  const { client, repository, memory } = context.home;
  const key = `${repository}:${tag}`;
  const known = isFresh ? undefined : memory.tagTargets.get(key);
  if (known !== undefined) return known;
  try {
    const { digest, mediaType } = await context.ask(
      (signal) => client.resolveManifest(repository, tag, { signal }),
      priorities.upward,
    );
    memory.tagTargets.set(key, { digest, mediaType });
    return { digest, mediaType };
  } catch (error) {
    // A tag that was deleted since it was listed points nowhere.
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}
