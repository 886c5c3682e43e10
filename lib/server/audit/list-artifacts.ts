import { prefetchFrom, prefetchMap } from '#lib/async/map-concurrent';
import type { Semaphore } from '#lib/async/semaphore';
import { createSemaphore } from '#lib/async/semaphore';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import type { Reference, Repository } from '#lib/oci/reference';
import { manifestSelector } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError } from '#lib/repository/explain-error';
import type { TagListing } from '#lib/repository/tag-list';
import { readTagList } from '#lib/repository/tag-list';
import type { AuditScope, FirstTag } from './audit-scope.ts';
import { auditRunLimits } from './limits.ts';
import { listCatalogue } from './list-catalogue.ts';
import type { Stamina } from './stamina.ts';
import { notAsked } from './stamina.ts';

/** An artifact that an audit looks at. Without a digest nobody could tell what there is, and `reason` says why. */
export type ListedArtifact = Repository & {
  readonly tags: readonly string[];
  /** The tags of the repository as they were listed, maybe not all; absent where nobody asked for them. */
  readonly list?: TagListing;
} & (
    | { readonly digest: Digest; readonly resolvedAt: number }
    | { readonly digest?: undefined; readonly reason: string }
  );

/** How the artifacts of a scope are listed. */
export type Listing = {
  readonly placeOf: (at: Repository) => RepositoryHandle;
  /** Called before the first question to a repository. */
  readonly enter: (at: Repository) => void;
  /** Milliseconds, for the age of what was learned. */
  readonly now: () => number;
  readonly stamina: Stamina;
  /** Looked at before all others of the same list. */
  readonly first: readonly FirstTag[];
  /** Told how many more tags there are to look at. */
  readonly listed: (count: number) => void;
  /** Told, in a sentence, of all that is left out. */
  readonly limit: (reason: string) => void;
  readonly signal: AbortSignal;
};

/**
 * The artifacts of a scope, one for each tag and each when its tag is resolved; tags that are made from a digest are none.
 * The list of tags comes whole before: it tells of each artifact which tags are made from its digest. What fails behind
 * the first question is an artifact of which nothing is known.
 *
 * @throws RegistryError or OciError when the scope itself cannot be read: no such tag, no list of tags, no catalogue
 */
export async function* listArtifacts(scope: AuditScope, listing: Listing): AsyncGenerator<ListedArtifact> {
  if (scope.kind === 'artifact') yield await namedArtifact(scope.reference, listing);
  else {
    const tags = scope.kind === 'repository' ? tagsIn(scope.at, listing) : tagsOf(scope, listing);
    const places = createPlaces();
    yield* prefetchFrom(tags, auditRunLimits.tagsAhead, (one) =>
      places.run(() => resolveListed(one, { ...listing, places }), { signal: listing.signal }),
    );
  }
}

/** Places for tags that are resolved at the same time. */
type Places = Pick<Semaphore, 'run'> & { readonly note: (isAnswered: boolean) => void };

/**
 * Fewer places than a registry has at first, since the rows of tags that are resolved ask it too: where the tags behind
 * them hang they would come only when those have failed. A registry that goes on answering gets more of them.
 */
function createPlaces(): Places {
  const { tagsAtOnce, tagsAhead, answersToDouble } = auditRunLimits;
  const { run, resize } = createSemaphore(tagsAtOnce);
  let answers = 0;
  return {
    run,
    note: (isAnswered) => {
      answers = isAnswered ? answers + 1 : 0;
      resize(Math.min(tagsAhead, tagsAtOnce * 2 ** Math.floor(answers / answersToDouble)));
    },
  };
}

async function namedArtifact(reference: Reference, listing: Listing): Promise<ListedArtifact> {
  const { registry, repository, tag, digest } = reference;
  const at = { registry, repository };
  listing.enter(at);
  const tags = tag === undefined ? [] : [tag];
  const artifact =
    digest === undefined
      ? await resolveNamed(at, manifestSelector(reference), listing)
      : { ...at, tags, digest, resolvedAt: listing.now() };
  listing.listed(1);
  return artifact;
}

/** A tag of a list, or a repository whose tags were not listed, with the reason. */
type Listed = Repository &
  (
    | { readonly tag: string; readonly list: TagListing }
    | { readonly tag?: undefined; readonly reason: string }
  );

/** As many tags as an audit may still look at. */
type TagBudget = { left: number };

async function* tagsIn(at: Repository, listing: Listing): AsyncGenerator<Listed> {
  const tags = await tagsToLookAt(at, listing, { left: auditRunLimits.tagsMax });
  listing.listed(tags.length);
  yield* tags;
}

async function* tagsOf(
  { registry, repositories }: Extract<AuditScope, { kind: 'registry' }>,
  listing: Listing,
): AsyncGenerator<Listed> {
  const budget = { left: auditRunLimits.tagsMax };
  const { client } = listing.placeOf({ registry, repository: '' });
  const pages = repositories === undefined ? listCatalogue(client, listing) : [repositories];
  const isFirst = (name: string) => listing.first.some(({ repository }) => repository === name);
  for await (const names of pages) {
    const list = async (repository: string): Promise<readonly Listed[]> => {
      const at = { registry, repository };
      try {
        return await tagsToLookAt(at, listing, budget);
      } catch (error) {
        return [{ ...at, reason: `The tags were not listed: ${reasonOf(error, listing)}` }];
      }
    };
    const ordered = firstOnes(names, isFirst);
    for await (const tags of prefetchMap(ordered, auditRunLimits.repositoriesAhead, list)) {
      listing.listed(tags.length);
      yield* tags;
    }
  }
}

/** @throws RegistryError or OciError when no tag could be listed */
async function tagsToLookAt(at: Repository, listing: Listing, budget: TagBudget): Promise<readonly Listed[]> {
  listing.enter(at);
  const { client, cache } = listing.placeOf(at);
  const { signal, limit, first } = listing;
  const name = `${at.registry}/${at.repository}`;
  const reader = {
    client,
    repository: at.repository,
    call: <T>(call: (signal: AbortSignal) => Promise<T>) => call(signal),
  };
  const bounds = { listPagesMax: auditRunLimits.listPagesMax, listedTagsMax: auditRunLimits.listedTagsMax };
  const list = await readTagList(reader, bounds);
  signal.throwIfAborted();
  if (list.incomplete === undefined) cache.tagLists.set(at.repository, list);
  else if (list.names.length === 0) throw list.incomplete;
  else limit(`${name}: ${list.incomplete.message}`);
  const wanted = new Set(
    first.flatMap(({ repository = at.repository, tag }) => (repository === at.repository ? [tag] : [])),
  );
  const tags = firstOnes(list.ordinary, (tag) => wanted.has(tag)).slice(0, budget.left);
  budget.left -= tags.length;
  const left = list.ordinary.length - tags.length;
  if (left > 0)
    limit(
      `${name}: ${left.toLocaleString('en')} tags were not looked at; an audit looks at ${auditRunLimits.tagsMax.toLocaleString('en')}.`,
    );
  return tags.map((tag) => ({ ...at, tag, list }));
}

function firstOnes<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly T[] {
  return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))];
}

async function resolveListed(
  listed: Listed,
  listing: Listing & { readonly places: Places },
): Promise<ListedArtifact> {
  const { tag, registry, repository } = listed;
  const at = { registry, repository };
  if (tag === undefined) return unknownArtifact(at, [], listed.reason);
  if (listing.stamina.isSpent(at.repository)) return unknownArtifact(at, [tag], notAsked);
  try {
    const artifact = await resolveNamed(at, tag, listing);
    listing.stamina.succeed(at.repository);
    listing.places.note(true);
    return { ...artifact, list: listed.list };
  } catch (error) {
    const reason = reasonOf(error, listing);
    if (error instanceof RegistryError && error.code === 'not-found')
      return unknownArtifact(at, [tag], 'The list names the tag, but the registry does not have it.');
    listing.stamina.fail(at.repository);
    listing.places.note(false);
    return unknownArtifact(at, [tag], reason);
  }
}

/**
 * The manifest comes with its digest: its row is going to need it, and one that was read before costs no more than a HEAD.
 * Where the registry counts what is pulled, and of a document that breaks the specs, the digest alone is asked for.
 *
 * @throws RegistryError or OciError when the registry does not tell
 */
async function resolveNamed(
  at: Repository,
  tag: string,
  { placeOf, now, signal }: Listing,
): Promise<ListedArtifact> {
  const { client, cache } = placeOf(at);
  const resolve = () => client.resolveManifest(at.repository, tag, { signal });
  const read = async () => {
    try {
      return await client.getManifest(at.repository, tag, { signal });
    } catch (error) {
      if (error instanceof OciError) return await resolve();
      throw error;
    }
  };
  const { digest, mediaType } = await (client.rateLimit() === undefined ? read() : resolve());
  cache.tagTargets.set(`${at.repository}:${tag}`, { digest, mediaType });
  return { ...at, tags: [tag], digest, resolvedAt: now() };
}

function unknownArtifact(at: Repository, tags: readonly string[], reason: string): ListedArtifact {
  return { ...at, tags, reason };
}

/** Why something is unknown; who has left, and a fault of ours, end the audit. */
function reasonOf(error: unknown, { signal }: Listing): string {
  signal.throwIfAborted();
  if (error instanceof RegistryError || error instanceof OciError) return explainError(error).reason;
  throw error;
}
