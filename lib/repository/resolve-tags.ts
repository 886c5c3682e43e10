import { proofs, replyOfAbsentTag } from '#lib/graph/proof-of-none';
import type { SnapshotUnknown, TagTarget } from '#lib/graph/repository-snapshot';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError, isNotFound } from './explain-error.ts';
import { failuresMax } from './limits.ts';
import type { RepositoryReader } from './repository-reader.ts';

/** What tags pointed to a moment ago; a cache of its caller. */
export type TagTargetCache = {
  readonly get: (tag: string) => TagTarget | undefined;
  readonly set: (tag: string, target: TagTarget) => void;
};

export type ResolveOptions = {
  /** Whether the tag list names a tag: then its absence is a contradiction where the tag is made from a digest. */
  readonly isListed?: (tag: string) => boolean;
  readonly cache?: TagTargetCache;
  /** Tags that are asked for, beside those in the cache; all of them when left out. */
  readonly resolvedTagsMax?: number;
};

export type ResolvedTags = {
  /** In the order of the names and not of the answers: the same repository gives the same plan. */
  readonly targets: ReadonlyMap<string, TagTarget>;
  readonly unknowns: readonly SnapshotUnknown[];
};

/**
 * What each of these tags points to, by HEAD, which no registry counts as a pull. A tag that is gone since it was listed
 * points nowhere and is not unknown.
 */
export async function resolveTags(
  reader: RepositoryReader,
  names: readonly string[],
  { isListed, cache, resolvedTagsMax = names.length }: ResolveOptions = {},
): Promise<ResolvedTags> {
  const resolved = new Map<string, TagTarget>();
  const failed: string[] = [];
  let failure: unknown;
  const resolve = async (tag: string) => {
    try {
      const target = await resolveTag(reader, tag, isListed, () => failed.length >= failuresMax);
      if (target === undefined) return;
      resolved.set(tag, target);
      cache?.set(tag, target);
    } catch (error) {
      failure ??= error;
      failed.push(tag);
    }
  };
  const uncached = names.filter((tag) => {
    const target = cache?.get(tag);
    if (target !== undefined) resolved.set(tag, target);
    return target === undefined;
  });
  await Promise.all(uncached.slice(0, resolvedTagsMax).map(resolve));
  const targets = new Map<string, TagTarget>();
  for (const tag of names) {
    const target = resolved.get(tag);
    if (target !== undefined) targets.set(tag, target);
  }
  const beyond = uncached.slice(resolvedTagsMax);
  return { targets, unknowns: [...failedTags(failed, names, failure), ...tagsBeyond(beyond, names)] };
}

const givenUp = 'Not requested, because too many requests failed.';

async function resolveTag(
  { client, repository, call }: RepositoryReader,
  tag: string,
  isListed: ResolveOptions['isListed'],
  isGivenUp: () => boolean,
): Promise<TagTarget | undefined> {
  try {
    const { digest, mediaType } = await call(async (signal) => {
      if (isGivenUp()) throw new RegistryError('unavailable', client.registry, givenUp);
      return await client.resolveManifest(repository, tag, { signal });
    });
    return { digest, mediaType };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const isContradiction = parseDigestTag(tag) !== undefined && isListed?.(tag) === true;
    if (proofs[replyOfAbsentTag(error.answer?.code, isContradiction)] === 'none') return undefined;
    throw isContradiction
      ? new RegistryError(
          'bad-response',
          client.registry,
          `The tag ${tag} is in the list, but the registry does not have it.`,
        )
      : error;
  }
}

function failedTags(
  tags: readonly string[],
  names: readonly string[],
  failure: unknown,
): readonly SnapshotUnknown[] {
  return tags.length === 0 ? [] : [{ part: 'tags', tags, count: names.length, ...explainError(failure) }];
}

function tagsBeyond(tags: readonly string[], names: readonly string[]): readonly SnapshotUnknown[] {
  if (tags.length === 0) return [];
  const reason = `${names.length - tags.length} of ${names.length} tags were read.`;
  return [{ part: 'tags', tags, count: names.length, reason, code: 'too-large' }];
}
