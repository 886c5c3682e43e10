import type { Digest } from '#lib/oci/digest';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Repository } from '#lib/oci/reference';
import { findManifest, findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import type { CheckContext } from '#lib/transfer/step-context';
import { PlanOutdated } from '#lib/transfer/step-error';

/** The artifactType of a manifest that a tag is moved to, and that is deleted together with the tag. */
export const placeholderType = 'application/vnd.orrery.placeholder.v1';

/**
 * The state of a tag that should point to this digest: it does, it is gone, or it points to a placeholder that an
 * interrupted run left behind.
 *
 * @throws PlanOutdated when the tag points to anything else
 */
export async function findTagState(
  at: Repository,
  tag: string,
  digest: Digest,
  context: CheckContext,
): Promise<'there' | 'gone' | { readonly placeholder: Digest }> {
  const current = await findManifest(at, tag, context);
  if (current === undefined) return 'gone';
  if (current.digest === digest) return 'there';
  const found = await findManifestBytes(at, tag, context);
  if (found === undefined) return 'gone';
  if (found.digest === digest) return 'there';
  if (isPlaceholder(found.bytes)) return { placeholder: found.digest };
  throw movedTagError(tag, found.digest);
}

/** The error for a tag that no longer points where the plan found it; `now` is undefined for a removed tag. */
export function movedTagError(tag: string, now: Digest | undefined): PlanOutdated {
  return new PlanOutdated(
    now === undefined
      ? `The tag ${tag} was removed after the plan was made.`
      : `The tag ${tag} was moved to ${now} after the plan was made.`,
  );
}

function isPlaceholder(bytes: Uint8Array): boolean {
  try {
    const document = parseJson(bytes);
    return isJsonObject(document) && document.artifactType === placeholderType;
  } catch {
    // A manifest that is no JSON is no placeholder of ours.
    return false;
  }
}
