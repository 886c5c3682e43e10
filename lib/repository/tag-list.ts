import { proofs, replyOfRefusal } from '#lib/graph/proof-of-none';
import { OciError } from '#lib/oci/oci-error';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { SnapshotLimits } from './limits.ts';
import type { RepositoryReader } from './repository-reader.ts';

/** The tags of a repository in the registry's order, each once. */
export type TagListing = {
  readonly names: readonly string[];
  /** Those that are made from a digest: `sha256-<hash>` → the tags that begin so. */
  readonly byPrefix: ReadonlyMap<string, readonly string[]>;
  /** All others. */
  readonly ordinary: readonly string[];
  /** Why these may not be all tags; undefined when the list is whole. */
  readonly incomplete?: RegistryError | OciError;
};

type ListBounds = Pick<SnapshotLimits, 'listPagesMax' | 'listedTagsMax'>;

/**
 * Reads the tag list page by page
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags). A failure of the
 * registry makes it incomplete. `expected` is a tag that the registry gives: a list that does not name it is not whole.
 *
 * @throws only what is neither RegistryError nor OciError: a fault of ours, or the reason of an aborted signal
 */
export async function readTagList(
  { client, repository, call }: RepositoryReader,
  { listPagesMax, listedTagsMax }: ListBounds,
  expected?: string,
): Promise<TagListing> {
  const names = new Set<string>();
  const pages = new Set<string | undefined>();
  const cut = (code: RegistryErrorCode, message: string): TagListing => ({
    ...sortTags(names),
    incomplete: new RegistryError(
      code,
      client.registry,
      `The tag list of ${client.registry}/${repository} ${message}`,
    ),
  });
  let next: string | undefined;
  try {
    do {
      if (pages.size >= listPagesMax || (pages.size > 0 && names.size >= listedTagsMax))
        return cut('too-large', `has more than ${names.size} tags; the rest were not listed.`);
      pages.add(next);
      const options = next === undefined ? {} : { next };
      const page = await call((signal) => client.listTags(repository, { ...options, signal }));
      for (const name of page.names) names.add(name);
      if (page.cut !== undefined) return cut('bad-response', `is incomplete: ${page.cut}`);
      ({ next } = page);
      if (next !== undefined && pages.has(next)) return cut('bad-response', 'never ends.');
    } while (next !== undefined);
  } catch (error) {
    if (!(error instanceof RegistryError || error instanceof OciError)) throw error;
    return { ...sortTags(names), incomplete: error };
  }
  return expected === undefined || names.has(expected)
    ? sortTags(names)
    : cut('bad-response', `is incomplete: it does not name ${expected}, which the registry gives.`);
}

/** Whether the list names this tag. */
export function holdsTag({ byPrefix, ordinary }: TagListing, tag: string): boolean {
  const made = parseDigestTag(tag);
  return made === undefined ? ordinary.includes(tag) : byPrefix.get(made.prefix)?.includes(tag) === true;
}

/** Refusals of the list after which the answers about single tags are not believed either. */
const doubtful: ReadonlySet<string> = new Set<RegistryErrorCode>([
  'unauthorized',
  'forbidden',
  'not-found',
  'redirect-refused',
  'not-a-registry',
  'bad-response',
]);

/**
 * Why asking by name does not rule out the tags made from a digest: the list was refused for rights, is no list, or
 * contradicts itself, and then so may the answers to names. Undefined for every other list: where it only failed, was too
 * long for us, or is no part of the registry, each name has its own answer.
 */
export function whyNamesInDoubt({ incomplete }: TagListing): RegistryError | OciError | undefined {
  if (incomplete === undefined || incomplete instanceof OciError) return incomplete;
  if (!doubtful.has(incomplete.code)) return undefined;
  const isRouteMissing =
    incomplete.code === 'not-found' &&
    proofs[replyOfRefusal(404, incomplete.answer?.code)] === 'other-source';
  return isRouteMissing ? undefined : incomplete;
}

function sortTags(names: ReadonlySet<string>): TagListing {
  const byPrefix = new Map<string, string[]>();
  const ordinary: string[] = [];
  for (const name of names) {
    const made = parseDigestTag(name);
    if (made === undefined) ordinary.push(name);
    else byPrefix.set(made.prefix, [...(byPrefix.get(made.prefix) ?? []), name]);
  }
  return { names: [...names], byPrefix, ordinary };
}
