import { createRouteFinder } from './route-finder.ts';
import type { RouteName } from './route-types.ts';
import { routes } from './routes.ts';

/** The route of a request; undefined where the table has none. HEAD is answered by GET. */
export const findRoute: (method: string, path: string) => RouteName | undefined = createRouteFinder(
  Object.keys(routes).filter(isRouteName),
);

function isRouteName(key: string): key is RouteName {
  return key in routes;
}
