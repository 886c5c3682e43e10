/**
 * Finds the route of a request among names like `GET /api/plans/{id}`; undefined where none fits. HEAD is answered by
 * GET.
 */
export function createRouteFinder<Name extends string>(
  names: readonly Name[],
): (method: string, path: string) => Name | undefined {
  const known = names.map((name) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, parts: path.split('/'), name };
  });
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method;
    const parts = path.split('/');
    return known.find(
      (route) =>
        route.method === asked &&
        route.parts.length === parts.length &&
        route.parts.every((part, at) => part === '{id}' || part === parts[at]),
    )?.name;
  };
}
