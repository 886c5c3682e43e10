import pLimit from 'p-limit';
import { formatUnreadable } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { parseDigestTag, referrersTag } from '#lib/oci/referrers-tag';
import type { Notice } from '#lib/transfer/plan';
import { findHolders } from '#lib/transfer/survey/find-holders';
import type { ScanPlace, TagTargets } from '#lib/transfer/survey/read-tags';
import { listAllTags, resolveTags } from '#lib/transfer/survey/read-tags';
import { isNotFound, reasonOf } from '#lib/transfer/survey/reason-of';
import type { Holder, ReferrersList } from '#lib/transfer/survey/survey';

/** What is known of a repository around a graph. */
export type Scan = {
  readonly tags: ReadonlyMap<string, Digest>;
  readonly holders: ReadonlyMap<Digest, readonly Holder[]>;
  readonly referrersLists: ReadonlyMap<Digest, ReferrersList>;
  readonly gaps: readonly Notice[];
};

/** The manifests of the graph, and the subjects of those: what lists of referrers may be about. */
export type ScanFor = { readonly graph: ReadonlySet<Digest>; readonly subjects: ReadonlySet<Digest> };

const cosignSuffixes = ['.sig', '.att', '.sbom'] as const;

/**
 * Looks through a whole repository: what every tag points to, and which indexes hold something of the graph. `tag` is the
 * one that was asked for.
 */
export async function scanRepository(
  place: ScanPlace,
  { graph, subjects }: ScanFor,
  tag?: string,
): Promise<Scan> {
  const { names, gap } = await listAllTags(place, tag);
  const about = new Set([...graph, ...subjects]);
  const asked = new Set([...names, ...askedByName(about, gap)]);
  const resolved = await resolveTags(place, [...asked], new Set(names));
  const { holders, gaps } = await findHolders(place, resolved.targets, graph);
  const scan = await withLists(place, resolved, about);
  const listing = gap === undefined ? [] : [{ code: 'tags-unknown', text: `Not all tags are known: ${gap}` }];
  return { ...scan, holders, gaps: [...listing, ...scan.gaps, ...gaps] };
}

/** Looks only at the tags made from the digests of the graph, and at the one that was asked for. */
export async function scanDigestTags(
  place: ScanPlace,
  { graph, subjects }: ScanFor,
  tag: string | undefined,
): Promise<Scan> {
  const about = new Set([...graph, ...subjects]);
  const prefixes = new Set([...about].map(referrersTag));
  const { names, gap } = await listAllTags(place, tag);
  const listed = names.filter((name) => prefixes.has(parseDigestTag(name)?.prefix ?? ''));
  const wanted = new Set([...(tag === undefined ? [] : [tag]), ...listed, ...askedByName(about, gap)]);
  const resolved = await resolveTags(place, [...wanted], new Set(names));
  return { ...(await withLists(place, resolved, about)), holders: new Map() };
}

/** Of so many manifests the tags are asked for by name whatever the list says: a cache lists only what it has. */
const askedByNameMax = 16;

// Where the list is not to be had, they are asked for one by one, as a walk does.
function askedByName(digests: ReadonlySet<Digest>, gap: string | undefined): readonly string[] {
  if (gap === undefined && digests.size > askedByNameMax) return [];
  return [...digests].flatMap((digest) => {
    const prefix = referrersTag(digest);
    return [prefix, ...cosignSuffixes.map((suffix) => prefix + suffix)];
  });
}

async function withLists(
  place: ScanPlace,
  { targets, gaps }: TagTargets,
  about: ReadonlySet<Digest>,
): Promise<Omit<Scan, 'holders'>> {
  const limit = pLimit(place.limits.surveyRequestsMax);
  const outcomes = await Promise.all(
    [...about].map(async (subject) => {
      const tag = referrersTag(subject);
      const digest = targets.get(tag)?.digest;
      // GitLab takes a tag of this form for the digest itself and answers with the subject.
      if (digest === undefined || digest === subject) return undefined;
      return { subject, list: await limit(() => readList(place, tag, digest)) };
    }),
  );
  const referrersLists = new Map<Digest, ReferrersList>();
  const unread: Notice[] = [];
  for (const outcome of outcomes) {
    if (outcome?.list === undefined) continue;
    if ('entries' in outcome.list) referrersLists.set(outcome.subject, outcome.list);
    else unread.push({ ...outcome.list, digests: [outcome.subject] });
  }
  const tags = new Map([...targets].map(([tag, { digest }]) => [tag, digest]));
  return { tags, referrersLists, gaps: [...gaps, ...unread] };
}

async function readList(
  { client, repository, signal }: ScanPlace,
  tag: string,
  digest: Digest,
): Promise<ReferrersList | Notice | undefined> {
  try {
    const { manifest } = await client.getManifest(repository, digest, { signal });
    if (manifest.shape !== 'index') return undefined;
    if (manifest.unreadable !== undefined) {
      const text = `The list of referrers under ${tag} cannot be read whole: ${formatUnreadable(manifest.unreadable)}`;
      return { code: 'referrers-unknown', text };
    }
    const entries = [...new Set(manifest.manifests.map((entry) => entry.digest))];
    return { tag, digest, entries };
  } catch (error) {
    signal.throwIfAborted();
    if (isNotFound(error)) return undefined;
    return {
      code: 'referrers-unknown',
      text: `The list of referrers under ${tag} cannot be read: ${reasonOf(error)}`,
    };
  }
}
