import type { Place } from '#lib/discovery/place';
import { placeName } from '#lib/discovery/place';
import { OciError } from '#lib/oci/oci-error';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { RegistryError } from '#lib/registry/registry-error';

/** The tags of a repository, those that are made from a digest apart; `gap` says why it is not the whole list. */
export type TagList = {
  /** `sha256-<hash>` → the tags that begin so. */
  readonly byPrefix: ReadonlyMap<string, readonly string[]>;
  /** All others, in the registry's order. */
  readonly ordinary: readonly string[];
  readonly gap?: RegistryError | OciError;
};

/** How a walk asks: within its bounds, and with its way out. */
type Ask = <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Reads the tag list of a place, at most so many pages of it; a failure is a gap and no error. */
export async function readTagList(place: Place, pagesMax: number, ask: Ask): Promise<TagList> {
  const { client, repository, memory } = place;
  const byPrefix = new Map<string, string[]>();
  const ordinary: string[] = [];
  let next: string | undefined;
  try {
    for (let page = 0; page < pagesMax; page++) {
      const options = next === undefined ? {} : { next };
      const listed = await ask((signal) => client.listTags(repository, { ...options, signal }));
      for (const tag of listed.names) file(tag, byPrefix, ordinary);
      next = listed.next;
      if (next === undefined) break;
    }
  } catch (error) {
    if (!(error instanceof RegistryError || error instanceof OciError)) throw error;
    return { byPrefix, ordinary, gap: error };
  }
  if (next !== undefined) {
    const message = `${placeName(place)} has more than ${ordinary.length + byPrefix.size} tags; the rest were not listed.`;
    return { byPrefix, ordinary, gap: new RegistryError('too-large', client.registry, message) };
  }
  const list = { byPrefix, ordinary };
  memory.tagLists.set(repository, list);
  return list;
}

function file(tag: string, byPrefix: Map<string, string[]>, ordinary: string[]): void {
  const made = parseDigestTag(tag);
  if (made === undefined) {
    ordinary.push(tag);
    return;
  }
  const alike = byPrefix.get(made.prefix);
  if (alike === undefined) byPrefix.set(made.prefix, [tag]);
  else if (!alike.includes(tag)) alike.push(tag);
}
