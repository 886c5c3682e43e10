import { mapConcurrent, prefetchMap } from '#lib/async/map-concurrent';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { Digest } from '#lib/oci/digest';
import { OciError } from '#lib/oci/oci-error';
import type { Repository } from '#lib/oci/reference';
import { RegistryError } from '#lib/registry/registry-error';
import { explainError } from '#lib/repository/explain-error';
import { readTagList } from '#lib/repository/tag-list';
import type { AuditScope } from './audit-scope.ts';
import { auditRunLimits } from './limits.ts';
import { listCatalogue } from './list-catalogue.ts';
import type { Stamina } from './stamina.ts';
import { notAsked } from './stamina.ts';

/** An artifact that an audit looks at. Without a digest nobody could tell what there is, and `reason` says why. */
export type ListedArtifact = Repository & { readonly tags: readonly string[] } & (
    | { readonly digest: Digest; readonly resolvedAt: number }
    | { readonly digest?: undefined; readonly reason: string }
  );

/** How the artifacts of a scope are listed. */
export type Listing = {
  readonly placeOf: (at: Repository) => RepositoryHandle;
  /** Milliseconds, for the age of what was learned. */
  readonly now: () => number;
  readonly stamina: Stamina;
  /** Told, in a sentence, of all that is left out. */
  readonly limit: (reason: string) => void;
  readonly signal: AbortSignal;
};

/**
 * The artifacts of a scope, all of one repository together: tags of one digest are one artifact, and tags that are made
 * from a digest are none. What fails behind the first question is an artifact of which nothing is known.
 *
 * @throws RegistryError or OciError when the scope itself cannot be read: no such tag, no list of tags, no catalogue
 */
export async function* listArtifacts(
  scope: AuditScope,
  listing: Listing,
): AsyncGenerator<readonly ListedArtifact[]> {
  if (scope.kind === 'artifact') {
    const { registry, repository, tag, digest } = scope.reference;
    const at = { registry, repository };
    const tags = tag === undefined ? [] : [tag];
    if (digest !== undefined) yield [{ ...at, tags, digest, resolvedAt: listing.now() }];
    else yield await Promise.all(tags.map((one) => resolveNamed(at, one, listing)));
    return;
  }
  if (scope.kind === 'repository') {
    yield await artifactsIn(scope.at, listing, { left: auditRunLimits.tagsMax });
    return;
  }
  yield* artifactsOf(scope.registry, listing);
}

/** As many tags as an audit may still look at. */
type TagBudget = { left: number };

async function* artifactsOf(registry: string, listing: Listing): AsyncGenerator<readonly ListedArtifact[]> {
  const budget = { left: auditRunLimits.tagsMax };
  const { client } = listing.placeOf({ registry, repository: '' });
  for await (const names of listCatalogue(client, listing)) {
    const list = async (repository: string) => {
      const at = { registry, repository };
      try {
        return await artifactsIn(at, listing, budget);
      } catch (error) {
        return [unknownArtifact(at, [], `The tags were not listed: ${reasonOf(error, listing)}`)];
      }
    };
    yield* prefetchMap(names, auditRunLimits.repositoriesAhead, list);
  }
}

/** @throws RegistryError or OciError when no tag could be listed */
async function artifactsIn(
  at: Repository,
  listing: Listing,
  budget: TagBudget,
): Promise<readonly ListedArtifact[]> {
  const { client, cache } = listing.placeOf(at);
  const { signal, limit } = listing;
  const name = `${at.registry}/${at.repository}`;
  const reader = {
    client,
    repository: at.repository,
    call: <T>(call: (signal: AbortSignal) => Promise<T>) => call(signal),
  };
  const bounds = { listPagesMax: auditRunLimits.listPagesMax, listedTagsMax: auditRunLimits.tagsMax };
  const list = await readTagList(reader, bounds);
  signal.throwIfAborted();
  if (list.incomplete === undefined) cache.tagLists.set(at.repository, list);
  else if (list.names.length === 0) throw list.incomplete;
  else limit(`${name}: ${list.incomplete.message}`);
  const tags = list.ordinary.slice(0, budget.left);
  budget.left -= tags.length;
  const left = list.ordinary.length - tags.length;
  if (left > 0)
    limit(
      `${name}: ${left.toLocaleString('en')} tags were not looked at; an audit looks at ${auditRunLimits.tagsMax.toLocaleString('en')}.`,
    );
  const resolved = await mapConcurrent(tags, auditRunLimits.tagsAtOnce, (tag) =>
    resolveListed(at, tag, listing),
  );
  return groupTags(resolved);
}

/** Tags of one digest together, in the order of the list. */
function groupTags(resolved: readonly ListedArtifact[]): readonly ListedArtifact[] {
  const groups = Map.groupBy(resolved, ({ digest, tags }) => digest ?? `:${tags.join()}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, tags: [first, ...others].flatMap(({ tags }) => tags) }],
  );
}

async function resolveListed(at: Repository, tag: string, listing: Listing): Promise<ListedArtifact> {
  if (listing.stamina.isSpent(at.repository)) return unknownArtifact(at, [tag], notAsked);
  try {
    const artifact = await resolveNamed(at, tag, listing);
    listing.stamina.succeed(at.repository);
    return artifact;
  } catch (error) {
    const reason = reasonOf(error, listing);
    if (error instanceof RegistryError && error.code === 'not-found')
      return unknownArtifact(at, [tag], 'The list names the tag, and the registry does not give it.');
    listing.stamina.fail(at.repository);
    return unknownArtifact(at, [tag], reason);
  }
}

/** @throws RegistryError or OciError when the registry does not tell */
async function resolveNamed(
  at: Repository,
  tag: string,
  { placeOf, now, signal }: Listing,
): Promise<ListedArtifact> {
  const { client, cache } = placeOf(at);
  const { digest, mediaType } = await client.resolveManifest(at.repository, tag, { signal });
  cache.tagTargets.set(`${at.repository}:${tag}`, { digest, mediaType });
  return { ...at, tags: [tag], digest, resolvedAt: now() };
}

function unknownArtifact(at: Repository, tags: readonly string[], reason: string): ListedArtifact {
  return { ...at, tags, reason };
}

/** Why something is not known; who has left, and a fault of ours, end the audit. */
function reasonOf(error: unknown, { signal }: Listing): string {
  signal.throwIfAborted();
  if (error instanceof RegistryError || error instanceof OciError) return explainError(error).reason;
  throw error;
}
