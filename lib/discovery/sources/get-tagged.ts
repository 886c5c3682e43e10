import type { Inquiry } from '#lib/discovery/sources/inquiry';
import { proofs, replyOfAbsentTag } from '#lib/graph/proof-of-none';
import type { FetchedManifest } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';

/** What is under a tag that is made from a digest. */
type Tagged =
  | { readonly state: 'found'; readonly fetched: FetchedManifest }
  | { readonly state: 'absent'; readonly code: string | undefined };

/**
 * Asks for a tag by its name. Where the registry counts what is pulled (Docker Hub), it is asked for by HEAD first,
 * which it does not count. One more walk for the same question takes what the one before has learned of the tag.
 *
 * @throws RegistryError for every answer but a manifest and a 404
 */
export async function getTagged(inquiry: Inquiry, tag: string): Promise<Tagged> {
  const { context, handle, priority } = inquiry;
  const { client, repository, cache } = handle;
  const key = `${repository}:${tag}`;
  const absence = context.scope.isAgain ? cache.absentTags.get(key) : undefined;
  if (absence !== undefined) return { state: 'absent', ...absence };
  const known = context.scope.isAgain ? cache.tagTargets.get(key)?.digest : undefined;
  try {
    const fetched = await context.budget.call(async (signal) => {
      const isCounted = client.rateLimit() !== undefined && known === undefined;
      if (isCounted) await client.resolveManifest(repository, tag, { signal });
      return await client.getManifest(repository, known ?? tag, { signal });
    }, priority);
    cache.tagTargets.set(key, { digest: fetched.digest, mediaType: fetched.mediaType });
    cache.absentTags.delete(key);
    return { state: 'found', fetched };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'not-found') throw error;
    cache.absentTags.set(key, { code: error.answer?.code });
    return { state: 'absent', code: error.answer?.code };
  }
}

/**
 * The manifest of a tag that was asked for; undefined where it is proven that there is none.
 *
 * @throws RegistryError `bad-response` where the list names the tag, or the registry contradicts itself
 */
export function manifestOf(
  { handle }: Inquiry,
  tag: string,
  tagged: Tagged,
  isListed: boolean,
): FetchedManifest | undefined {
  if (tagged.state === 'found') return tagged.fetched;
  const reply = replyOfAbsentTag(tagged.code, isListed);
  if (proofs[reply] === 'none') return undefined;
  const { registry } = handle.client;
  const message =
    reply === 'tag-listed-and-not-given'
      ? `${registry} lists the tag ${tag} and does not give it.`
      : `${registry} answered ${tagged.code ?? 'HTTP 404'} when it was asked for the tag ${tag}.`;
  throw new RegistryError('bad-response', registry, message);
}
