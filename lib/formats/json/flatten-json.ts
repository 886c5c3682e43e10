import { formatLimits } from '#lib/formats/limits';
import { isJsonObject } from '#lib/oci/parse-json';

/** A value that is no list and no object, by its path. */
export type FlatValue = { readonly path: string; readonly value: string };

/**
 * The single values in a JSON value, each by its path: `invocation.parameters.ref`, `steps[0].name`. Empty lists and
 * objects are `[]` and `{}`. `isLeftOut` decides by the path what is skipped with everything in it.
 */
export function* flattenJson(
  value: unknown,
  isLeftOut: (path: string) => boolean = () => false,
): Generator<FlatValue> {
  let count = 0;
  for (const flat of flatten(value, '', 0, isLeftOut)) {
    if (++count > formatLimits.fieldsMax) return;
    yield flat;
  }
}

function* flatten(
  value: unknown,
  path: string,
  depth: number,
  isLeftOut: (path: string) => boolean,
): Generator<FlatValue> {
  if (isLeftOut(path)) return;
  const isList = Array.isArray(value);
  if (!isList && !isJsonObject(value)) {
    if (path !== '') yield { path, value: textOf(value) };
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || depth > formatLimits.fieldsMaxDepth) {
    if (path !== '') yield { path, value: entries.length === 0 ? (isList ? '[]' : '{}') : '…' };
    return;
  }
  for (const [name, inner] of entries)
    yield* flatten(inner, isList ? `${path}[${name}]` : join(path, name), depth + 1, isLeftOut);
}

function join(path: string, name: string): string {
  const step = name.slice(0, formatLimits.fieldNameMaxCharacters);
  // A name with a dot or a bracket in it would look like a path.
  const isPlain = /^[^.[\]"\s]+$/.test(step);
  if (!isPlain) return `${path}[${JSON.stringify(step)}]`;
  return path === '' ? step : `${path}.${step}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, formatLimits.fieldMaxCharacters) : String(value);
}
