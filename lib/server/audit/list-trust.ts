import type { AsksByName } from '#lib/discovery/walk-scope';
import type { GraphState } from '#lib/graph/graph-state';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { TagListing } from '#lib/repository/tag-list';
import { holdsTag } from '#lib/repository/tag-list';

/** Whether the tag list of a repository may answer for the tags that are made from a digest. */
export type ListTrust = {
  /**
   * Looks at an artifact: the first ones of a repository by asking for their own tags by name. Where one of them has shown
   * that the list does not name them all, as that of a pull-through cache, it looks by name at that one again and at all
   * others, with their platforms.
   *
   * @param shows whether what was found is not in the list; undefined where the registry did not tell
   * @throws what `look` throws
   */
  readonly look: <T>(
    repository: string,
    look: (asksByName: AsksByName) => Promise<T>,
    shows: (found: T) => boolean | undefined,
  ) => Promise<T>;
  /** Whether the list of a repository has shown that it does not name everything. */
  readonly isPartial: () => boolean;
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

/** What the artifacts that try the list of one repository have shown. */
type Tries = { readonly ended: Promise<void>[]; unanswered: number; showsMore: boolean };

/**
 * Trust in lists after some artifacts of each repository. Repositories that belong together come from one place: who
 * caches one of them caches the others. `tried` is what those have shown; left out, each repository is tried for itself.
 * Where few are enough, one that was not answered is none of them.
 */
export function createListTrust({ max, few, enough }: Samples, tried?: TriedLists): ListTrust {
  const places = new Map<string, Tries>();
  const isFamiliar = () => tried !== undefined && !tried.showsMore && tried.count >= enough;
  const note = (tries: Tries, showsMore: boolean | undefined) => {
    if (showsMore === undefined) tries.unanswered += 1;
    tries.showsMore ||= showsMore === true;
    if (tried === undefined || showsMore === undefined) return;
    tried.count += 1;
    tried.showsMore ||= showsMore;
  };
  return {
    isPartial: () => [...places.values()].some(({ showsMore }) => showsMore),
    look: async (repository, look, shows) => {
      const tries = places.get(repository) ?? { ended: [], unanswered: 0, showsMore: false };
      places.set(repository, tries);
      const needed = () => (isFamiliar() ? Math.min(max, few + tries.unanswered) : max);
      while (!tries.showsMore && tries.ended.length >= needed()) {
        const awaited = [...tries.ended];
        await Promise.all(awaited);
        // One that was not answered may have let another one try.
        const isTried = awaited.length === tries.ended.length && awaited.length >= needed();
        if (isTried) return look(tries.showsMore);
      }
      if (tries.showsMore) return look(true);
      const found = look('root');
      // One that fails is told by its own row, and shows nothing of the list.
      const shown = found.then(shows, () => undefined);
      tries.ended.push(shown.then((showsMore) => note(tries, showsMore)));
      await shown;
      return tries.showsMore ? look(true) : found;
    },
  };
}

/**
 * Whether something was found under a tag made from a digest that the list does not name; undefined where nothing was,
 * and the registry did not tell of all these tags. The list has to be one that was read before: asked for a tag, a cache
 * fetches and then lists it.
 */
export function showsUnlisted(
  { root, answers, edges, nodes }: GraphState,
  list: TagListing,
): boolean | undefined {
  const showsMore = [...edges.values()].some(({ from, to, sources }) => {
    const tags = [
      ...(sources.includes('cosign-tags') ? (nodes.get(from)?.tags ?? []) : []),
      ...(sources.includes('referrers-tag') ? [referrersTag(to)] : []),
    ];
    return tags.some((tag) => !holdsTag(list, tag));
  });
  const isOpen = [...answers.values()].some(
    ({ about, source, state }) =>
      about === root && (source === 'cosign-tags' || source === 'referrers-tag') && state === 'unknown',
  );
  return isOpen && !showsMore ? undefined : showsMore;
}
