import type { LayoutIndex, ManifestRecord } from '#lib/layout/content/layout-index';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import type { RepositoryLayout } from '#lib/layout/store/repository-layout';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { isTag } from '#lib/oci/reference';

/** What a route is called with: the name of the repository and what stands last in the path, decoded. */
export type RouteContext<Store = LayoutStore> = {
  readonly store: Store;
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly name: string;
  readonly argument: string;
};

/** What a route is called with that changes nothing. */
export type ReadContext = RouteContext<LayoutReader>;

export type Route<Store = LayoutStore> = (context: RouteContext<Store>) => Promise<Response>;

/** Repositories that are only read: what the reading routes need of a store. */
export type LayoutReader = Pick<LayoutStore, 'repositories' | 'findBlob' | 'manifestCache'> & {
  /** The repository, or undefined when there is none of this name. */
  readonly find: (name: string) => Promise<Pick<RepositoryLayout, 'index'> | undefined>;
};

/** How a path names a manifest: by digest or by tag. */
export type Selector =
  | { readonly by: 'digest'; readonly digest: Digest }
  | { readonly by: 'tag'; readonly tag: string };

/** The selector in a path; `digest-invalid` for a text with a colon that is no digest, otherwise `tag-invalid`. */
export function parseSelector(text: string): Selector | 'digest-invalid' | 'tag-invalid' {
  if (isDigest(text)) return { by: 'digest', digest: text };
  if (text.includes(':')) return 'digest-invalid';
  return isTag(text) ? { by: 'tag', tag: text } : 'tag-invalid';
}

/** The manifest of a selector; undefined when there is none. */
export function findRecord(index: LayoutIndex, selector: Selector): ManifestRecord | undefined {
  const digest = selector.by === 'digest' ? selector.digest : index.tags.get(selector.tag);
  return digest === undefined ? undefined : index.manifests.get(digest);
}
