import type { Digest } from '#lib/oci/digest';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Repository } from '#lib/oci/reference';
import { findManifest, findManifestBytes } from '#lib/transfer/lookup/find-manifest';
import type { CheckContext } from '#lib/transfer/step-context';
import { PlanOutdated } from '#lib/transfer/step-error';

/** The artifactType of manifests that a tag is moved to, to be deleted with them. */
export const placeholderType = 'application/vnd.orrery.placeholder.v1';

/**
 * Where a tag stands that should point to this digest: still there, gone already, or on a placeholder of ours that a
 * run left behind. Throws {@link PlanOutdated} when it points to anything else.
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

/** Tells who made the plan where a tag is now. */
export function movedTagError(tag: string, now: Digest | undefined): PlanOutdated {
  return new PlanOutdated(
    now === undefined
      ? `The tag ${tag} was removed since the plan was shown.`
      : `The tag ${tag} was moved to ${now} since the plan was shown.`,
  );
}

function isPlaceholder(bytes: Uint8Array): boolean {
  try {
    const document = parseJson(bytes);
    return isJsonObject(document) && document.artifactType === placeholderType;
  } catch {
    // What is no JSON was not made here.
    return false;
  }
}
