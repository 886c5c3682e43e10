import type { GraphState } from '#lib/graph/graph-state';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { TagListing } from '#lib/repository/tag-list';
import { holdsTag } from '#lib/repository/tag-list';

/** Whether the tag list of a repository may answer for the tags that are made from a digest. */
export type ListTrust = {
  /**
   * Looks at an artifact: the first ones of a repository by asking for these tags by name, and so all others where one of
   * the first has shown that the list does not name them all, as that of a pull-through cache.
   *
   * @param shows whether what was found is not in the list
   * @throws what `look` throws
   */
  readonly look: <T>(
    repository: string,
    look: (asksByName: boolean) => Promise<T>,
    shows: (found: T) => boolean,
  ) => Promise<T>;
};

/** Trust in lists after so many artifacts of each repository. */
export function createListTrust(samplesMax: number): ListTrust {
  const places = new Map<string, Promise<boolean>[]>();
  return {
    look: async (repository, look, shows) => {
      const samples = places.get(repository) ?? [];
      places.set(repository, samples);
      if (samples.length >= samplesMax) return look((await Promise.all(samples)).includes(true));
      const found = look(true);
      // One that fails is told by its own row, and shows nothing of the list.
      samples.push(found.then(shows, () => false));
      return found;
    },
  };
}

/** Whether something was found under a tag made from a digest that the list does not name. */
export function showsUnlisted({ edges, nodes }: GraphState, list: TagListing): boolean {
  return [...edges.values()].some(({ from, to, sources }) => {
    const tags = [
      ...(sources.includes('cosign-tags') ? (nodes.get(from)?.tags ?? []) : []),
      ...(sources.includes('referrers-tag') ? [referrersTag(to)] : []),
    ];
    return tags.some((tag) => !holdsTag(list, tag));
  });
}
