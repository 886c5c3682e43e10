import type { PredicateReading } from '#lib/formats/documents/document';
import type { FileRow, MaterialRow } from '#lib/formats/documents/rows';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';
import { factsOf } from './facts.ts';
import { digestOfSet, materialsAt } from './material.ts';

/**
 * What one step took, ran and made: an in-toto link of 0.9
 * (https://github.com/in-toto/docs/blob/v0.9/in-toto-spec.md#44-file-formats-namekeyid-prefixlink), and the predicate of
 * the same name.
 */
export function readLink(link: unknown): PredicateReading {
  const name = textAt(link, 'name');
  const byproducts = at(link, 'byproducts');
  return {
    title: name === undefined ? 'in-toto link' : `in-toto link · ${cleanText(name, 60)}`,
    summary: () =>
      factsOf([
        ['Step', name],
        ['Command', commandOf(link)],
        ['Exit code', at(byproducts, 'return-value')],
        ['Materials', sizeOf(at(link, 'materials'))],
        ['Products', sizeOf(at(link, 'products'))],
      ]),
    rows: {
      materials: () => materialsOf(link),
      files: () => productsOf(link),
      fields: () => flattenJson(link, (path) => path === 'materials' || path === 'products'),
    },
  };
}

function commandOf(link: unknown): string | undefined {
  const words = listAt(link, 'command').filter((word) => typeof word === 'string');
  return words.length === 0 ? textAt(link, 'command') : words.join(' ');
}

function sizeOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}

// The predicate has a list of things, the older form hashes by path.
function* materialsOf(link: unknown): Generator<MaterialRow> {
  yield* materialsAt(link, 'materials');
  for (const [uri, digest] of hashesByPath(at(link, 'materials')))
    yield digest === undefined ? { uri } : { uri, digest };
}

function* productsOf(link: unknown): Generator<FileRow> {
  for (const { uri, digest } of materialsAt(link, 'products'))
    yield { path: uri, ...(digest === undefined ? {} : { hashes: [digest] }) };
  for (const [path, hash] of hashesByPath(at(link, 'products')))
    yield { path, ...(hash === undefined ? {} : { hashes: [hash] }) };
}

function* hashesByPath(value: unknown): Generator<readonly [path: string, digest: string | undefined]> {
  if (!isJsonObject(value)) return;
  for (const path in value) if (Object.hasOwn(value, path)) yield [path, digestOfSet(value[path])];
}
