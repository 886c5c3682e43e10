import type { LayoutStore } from '#lib/layout/store/layout-store';
import type { RepositoryLayout } from '#lib/layout/store/repository-layout';

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
