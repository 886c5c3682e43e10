import type { MaterialRow } from '#lib/formats/documents/rows';
import { at, itemsAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';

/**
 * The things in a list, as every statement of in-toto names them
 * (https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md): one without a name and an address is
 * called by its digest.
 */
export function* materialsAt(value: unknown, ...path: readonly (string | number)[]): Generator<MaterialRow> {
  for (const item of itemsAt(value, ...path)) {
    const row = materialOf(item);
    if (row !== undefined) yield row;
  }
}

/** One such thing; undefined when it names nothing. */
export function materialOf(item: unknown): MaterialRow | undefined {
  const digest = digestOfSet(at(item, 'digest'));
  const name = textAt(item, 'name');
  const uri = textAt(item, 'uri') ?? textAt(item, 'downloadLocation') ?? name ?? digest;
  if (uri === undefined) return undefined;
  return {
    uri,
    ...(digest === undefined ? {} : { digest }),
    ...(name === undefined || name === uri ? {} : { name }),
  };
}

const strongestFirst = ['sha256', 'sha512', 'sha384', 'gitCommit', 'sha1'] as const;

/** The best hash of a set of them, `sha256:…`; undefined for none. */
export function digestOfSet(set: unknown): string | undefined {
  if (!isJsonObject(set)) return undefined;
  const known = strongestFirst.find((algorithm) => textAt(set, algorithm) !== undefined);
  const algorithm = known ?? Object.keys(set).find((name) => textAt(set, name) !== undefined);
  return algorithm === undefined ? undefined : `${algorithm}:${textAt(set, algorithm)}`;
}
