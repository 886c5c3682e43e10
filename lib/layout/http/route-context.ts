import type { LayoutReader } from '#lib/layout/store/layout-reader';
import type { LayoutStore } from '#lib/layout/store/layout-store';

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
