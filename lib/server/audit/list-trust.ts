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

/** What the lists of repositories that belong together have shown. */
export type TriedLists = {
  /** Artifacts that were asked for by name. */
  count: number;
  /** Whether one of them has something that its list does not name. */
  showsMore: boolean;
};

/** How many artifacts of a repository try its list: `few` where `enough` of the repositories beside it have shown nothing. */
type Samples = { readonly max: number; readonly few: number; readonly enough: number };

/**
 * Trust in lists after some artifacts of each repository. Repositories that belong together come from one place: who
 * caches one of them caches the others. `tried` is what those have shown; left out, each repository is tried for itself.
 */
export function createListTrust({ max, few, enough }: Samples, tried?: TriedLists): ListTrust {
  const places = new Map<string, Promise<boolean>[]>();
  const isFamiliar = () => tried !== undefined && !tried.showsMore && tried.count >= enough;
  const note = (showsMore: boolean) => {
    if (tried === undefined) return;
    tried.count += 1;
    tried.showsMore ||= showsMore;
  };
  return {
    look: async (repository, look, shows) => {
      const samples = places.get(repository) ?? [];
      places.set(repository, samples);
      if (samples.length >= (isFamiliar() ? few : max))
        return look((await Promise.all(samples)).includes(true));
      const found = look(true);
      const sample = async () => {
        try {
          const showsMore = shows(await found);
          note(showsMore);
          return showsMore;
        } catch {
          // One that fails is told by its own row, and shows nothing of the list.
          return false;
        }
      };
      samples.push(sample());
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
