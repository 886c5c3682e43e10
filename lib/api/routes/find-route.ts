import type { RouteName } from './route-types.ts';
import { routes } from './routes.ts';

type Known = { readonly method: string; readonly parts: readonly string[]; readonly name: RouteName };

const known: readonly Known[] = Object.keys(routes).flatMap((key) => {
  const [method = '', path = ''] = key.split(' ');
  return isRouteName(key) ? [{ method, parts: path.split('/'), name: key }] : [];
});

/** The route of a request; undefined where the table has none. HEAD is answered by GET. */
export function findRoute(method: string, path: string): RouteName | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  const parts = path.split('/');
  return known.find(
    (route) =>
      route.method === asked &&
      route.parts.length === parts.length &&
      route.parts.every((part, at) => part === '{id}' || part === parts[at]),
  )?.name;
}

function isRouteName(key: string): key is RouteName {
  return key in routes;
}
