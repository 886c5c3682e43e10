import { isJsonObject } from '#lib/oci/parse-json';
import { LongList } from './long-list.ts';

/** What stands at a path of names and places in a JSON value; undefined where the path ends early. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof step === 'number') here = elementAt(here, step);
    else here = isJsonObject(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

/** The text at a path; undefined when it is empty or something else. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The list at a path, all of it in memory, empty when there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  if (found instanceof LongList) return [...found];
  return Array.isArray(found) ? found : [];
}

/** The texts in the list at a path; whatever else stands in it is left out. */
export function textsAt(value: unknown, ...path: readonly (string | number)[]): readonly string[] {
  return listAt(value, ...path).filter((one): one is string => typeof one === 'string' && one !== '');
}

/** A list that is gone through one element at a time: an array, or what stands for one that is too long to hold. */
export type Items = Iterable<unknown> & { readonly length: number };

/** The long list at a path, empty when there is none; take what may have many thousand elements with it. */
export function itemsAt(value: unknown, ...path: readonly (string | number)[]): Items {
  const found = at(value, ...path);
  return found instanceof LongList ? found : listAt(found);
}

/** Whether a list stands at a path, however long. */
export function hasList(value: unknown, ...path: readonly (string | number)[]): boolean {
  const found = at(value, ...path);
  return Array.isArray(found) || found instanceof LongList;
}

function elementAt(list: unknown, place: number): unknown {
  if (Array.isArray(list)) return list.at(place);
  if (!(list instanceof LongList)) return undefined;
  let at = 0;
  for (const element of list) if (at++ === place) return element;
  return undefined;
}
