import type { LayoutIndex, ManifestRecord } from '#lib/layout/content/layout-index';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { isTag } from '#lib/oci/reference';

/** What names a manifest in a path: its digest, or a tag. */
export type Selector =
  | { readonly by: 'digest'; readonly digest: Digest }
  | { readonly by: 'tag'; readonly tag: string };

/** The selector that stands in a path; `digest-invalid` when it can only be meant as a digest, else `tag-invalid`. */
export function parseSelector(text: string): Selector | 'digest-invalid' | 'tag-invalid' {
  if (isDigest(text)) return { by: 'digest', digest: text };
  if (text.includes(':')) return 'digest-invalid';
  return isTag(text) ? { by: 'tag', tag: text } : 'tag-invalid';
}

/** The manifest that a selector names, if there is one. */
export function findRecord(index: LayoutIndex, selector: Selector): ManifestRecord | undefined {
  const digest = selector.by === 'digest' ? selector.digest : index.tags.get(selector.tag);
  return digest === undefined ? undefined : index.manifests.get(digest);
}
