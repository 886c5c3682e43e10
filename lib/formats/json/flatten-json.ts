import { formatLimits } from '#lib/formats/limits';
import { isJsonObject } from '#lib/oci/parse-json';
import { LongList } from './long-list.ts';

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
  const entries = entriesOf(value);
  if (entries === undefined) {
    if (path !== '') yield { path, value: textOf(value) };
    return;
  }
  const isList = !isJsonObject(value) || value instanceof LongList;
  let count = 0;
  for (const [name, inner] of depth > formatLimits.fieldsMaxDepth ? [] : entries) {
    count++;
    yield* flatten(inner, isList ? `${path}[${name}]` : join(path, name), depth + 1, isLeftOut);
  }
  if (count > 0 || path === '') return;
  const empty = isList ? '[]' : '{}';
  yield { path, value: depth > formatLimits.fieldsMaxDepth ? '…' : empty };
}

/** What is inside a list or an object; undefined for a single value. */
function entriesOf(value: unknown): Iterable<readonly [name: string | number, inner: unknown]> | undefined {
  if (value instanceof LongList) return numbered(value);
  if (Array.isArray(value)) return value.entries();
  return isJsonObject(value) ? Object.entries(value) : undefined;
}

function* numbered(list: Iterable<unknown>): Generator<readonly [number, unknown]> {
  let at = 0;
  for (const element of list) yield [at++, element];
}

function join(path: string, name: string | number): string {
  const step = String(name).slice(0, formatLimits.fieldNameMaxCharacters);
  // A name with a dot or a bracket in it would look like a path.
  const isPlain = /^[^.[\]"\s]+$/.test(step);
  if (!isPlain) return `${path}[${JSON.stringify(step)}]`;
  return path === '' ? step : `${path}.${step}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, formatLimits.fieldMaxCharacters) : String(value);
}
