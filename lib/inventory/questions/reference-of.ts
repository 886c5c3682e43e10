import type { RepositoryName } from '#lib/inventory/store/inventory-store';
import type { Digest } from '#lib/oci/digest';

type Named = RepositoryName & { readonly digest: Digest; readonly tags: readonly string[] };

/** How an answer names an artifact: `host/name:tag` by the first of its tags, else `host/name@digest`. */
export function referenceOf({ host, name, digest, tags: [tag] }: Named): string {
  return tag === undefined ? `${host}/${name}@${digest}` : `${host}/${name}:${tag}`;
}
