import type { LayoutStore } from '#lib/layout/layout-store';

/** What a route is called with: the name of the repository and what stands last in the path, decoded. */
export type RouteContext = {
  readonly store: LayoutStore;
  readonly request: Request;
  readonly query: URLSearchParams;
  readonly name: string;
  readonly argument: string;
};

export type Route = (context: RouteContext) => Promise<Response>;
