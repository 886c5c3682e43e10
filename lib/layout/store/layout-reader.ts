import type { Layout } from '#lib/layout/store/layout';
import type { LayoutStore } from '#lib/layout/store/layout-store';

/** Repositories that are only read: what the reading routes need of a store. */
export type LayoutReader = Pick<LayoutStore, 'repositories' | 'findBlob' | 'manifestCache'> & {
  /** The repository, or undefined when there is none of this name. */
  readonly find: (name: string) => Promise<Pick<Layout, 'index'> | undefined>;
};
