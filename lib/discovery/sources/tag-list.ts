import type { Place } from '#lib/discovery/place';
import { placeName } from '#lib/discovery/place';
import { proofs, replyOfRefusal } from '#lib/graph/proof-of-none';
import { OciError } from '#lib/oci/oci-error';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
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

/**
 * Reads the tag list of a place, at most so many pages of it; a failure is a gap and no error. `expected` is a tag that
 * the registry gives: a list that does not name it is not whole.
 */
export async function readTagList(
  place: Place,
  pagesMax: number,
  ask: Ask,
  expected?: string,
): Promise<TagList> {
  const { client, repository, memory } = place;
  const byPrefix = new Map<string, string[]>();
  const ordinary: string[] = [];
  const gap = (code: RegistryErrorCode, message: string) => ({
    byPrefix,
    ordinary,
    gap: new RegistryError(code, client.registry, `The tag list of ${placeName(place)} ${message}`),
  });
  const asked = new Set<string | undefined>();
  let next: string | undefined;
  try {
    do {
      if (asked.size >= pagesMax)
        return gap(
          'too-large',
          `has more than ${ordinary.length + byPrefix.size} tags; the rest were not listed.`,
        );
      asked.add(next);
      const options = next === undefined ? {} : { next };
      const listed = await ask((signal) => client.listTags(repository, { ...options, signal }));
      for (const tag of listed.names) file(tag, byPrefix, ordinary);
      if (listed.cut !== undefined) return gap('bad-response', `is not whole: ${listed.cut}`);
      ({ next } = listed);
      if (next !== undefined && asked.has(next)) return gap('bad-response', 'leads in a circle.');
    } while (next !== undefined);
  } catch (error) {
    if (!(error instanceof RegistryError || error instanceof OciError)) throw error;
    return { byPrefix, ordinary, gap: error };
  }
  const list = { byPrefix, ordinary };
  if (expected !== undefined && !holdsTag(list, expected))
    return gap('bad-response', `is not whole: it does not name ${expected}, which the registry gives.`);
  memory.tagLists.set(repository, list);
  return list;
}

/** Whether the list names this tag. */
export function holdsTag({ byPrefix, ordinary }: TagList, tag: string): boolean {
  const made = parseDigestTag(tag);
  return made === undefined ? ordinary.includes(tag) : byPrefix.get(made.prefix)?.includes(tag) === true;
}

const doubtful: ReadonlySet<string> = new Set<RegistryErrorCode>([
  'unauthorized',
  'forbidden',
  'not-found',
  'redirect-refused',
  'not-a-registry',
  'bad-response',
]);

/**
 * Why tags made from a digest cannot be ruled out by asking for them by name: the list was refused for rights, is no
 * list, or contradicts itself, and then so may the answers to names. Undefined for every other list: where it only
 * failed, was too long for us, or is no part of the registry, each name has its own answer.
 */
export function doubtOfList({ gap }: TagList): RegistryError | OciError | undefined {
  if (gap === undefined || gap instanceof OciError) return gap;
  if (!doubtful.has(gap.code)) return undefined;
  const isRouteMissing =
    gap.code === 'not-found' && proofs[replyOfRefusal(404, gap.answer?.code)] === 'other-source';
  return isRouteMissing ? undefined : gap;
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
