import type { ApiPath, ParametersOf } from '#lib/api/routes/route-types';

/** The parameters may be left out where a path needs none. */
type Arguments<Path extends ApiPath> =
  Record<never, never> extends ParametersOf<Path>
    ? [parameters?: ParametersOf<Path>]
    : [parameters: ParametersOf<Path>];

/**
 * An address of our own HTTP interface. The parameters are those of the route, of which only the type is needed here: a
 * page can write links before the schemas are loaded.
 */
export function apiPath<Path extends ApiPath>(path: Path, ...[parameters]: Arguments<Path>): string {
  return fillPath(path, parameters);
}

/** A path with its placeholders filled and the other parameters behind it, each percent-encoded once. */
export function fillPath(path: string, parameters: unknown): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const [name, value] of Object.entries(Object(parameters ?? {}))) {
    if (value === undefined) continue;
    const placeholder = `{${name}}`;
    if (filled.includes(placeholder)) filled = filled.replace(placeholder, encodeURIComponent(String(value)));
    else query.set(name, String(value));
  }
  return query.size === 0 ? filled : `${filled}?${query}`;
}
