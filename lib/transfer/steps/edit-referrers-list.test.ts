import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';
import type { ContentDescriptor } from '#lib/transfer/plan';
import type { ListEdit } from './edit-referrers-list.ts';
import { addToList, entriesOf, removeFromList } from './edit-referrers-list.ts';

const referrer = (name: string): ContentDescriptor => ({
  mediaType: mediaTypes.ociManifest,
  digest: digestOf(name),
  size: name.length,
  artifactType: 'application/vnd.example.sbom',
  annotations: { name },
});
const bytesOf = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));
const textOf = (edit: ListEdit, before?: Uint8Array) => {
  const after = edit(before);
  return after && JSON.parse(new TextDecoder().decode(after.bytes));
};
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));

describe('adding to a list of referrers', () => {
  test('makes a list where there is none', () => {
    expect(textOf(addToList([referrer('a')]))).toEqual({
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [referrer('a')],
    });
  });

  test('keeps what it does not know of the list and of its entries', () => {
    const foreign = { ...referrer('b'), urls: ['https://example.com'], 'x-note': 1 };
    const before = bytesOf({ schemaVersion: 2, 'x-list': true, manifests: [foreign], annotations: {} });
    const after = textOf(addToList([referrer('a')]), before);
    expect(after).toMatchObject({ 'x-list': true, annotations: {} });
    expect(after.manifests).toHaveLength(2);
    expect(after.manifests).toContainEqual(foreign);
  });

  test('sets right an entry whose artifactType another client got wrong, and keeps the rest of it', () => {
    const wrong = { ...referrer('a'), artifactType: mediaTypes.empty, 'x-note': 1 };
    const after = textOf(addToList([referrer('a')]), bytesOf({ schemaVersion: 2, manifests: [wrong] }));
    expect(after.manifests).toEqual([{ ...referrer('a'), 'x-note': 1 }]);
  });

  test('changes nothing when all is listed, whatever the order of annotations', () => {
    const annotations = { one: '1', two: '2' };
    const listed = { ...referrer('a'), annotations: { two: '2', one: '1' } };
    const edit = addToList([{ ...referrer('a'), annotations }]);
    expect(edit(bytesOf({ manifests: [listed] }))).toBeUndefined();
  });

  test('gives the same bytes whichever was added first', () => {
    fc.assert(
      fc.property(names, names, (first, second) => {
        const add = (list: readonly string[]) => addToList(list.map(referrer));
        const one = add(second)(add(first)(undefined)?.bytes) ?? add(first)(undefined);
        const all = add([...new Set([...second, ...first])])(undefined);
        expect(one?.bytes).toEqual(all?.bytes);
      }),
    );
  });
});

describe('removing from a list of referrers', () => {
  test('leaves all others as they were', () => {
    fc.assert(
      fc.property(names, names, (there, removed) => {
        const before = addToList(there.map(referrer))(undefined)?.bytes;
        const after = removeFromList(removed.map((name) => digestOf(name)))(before);
        const left = there.filter((name) => !removed.includes(name)).map((name) => digestOf(name));
        const bytes = after?.bytes ?? before;
        expect(new Set(bytes === undefined ? [] : entriesOf(bytes))).toEqual(new Set(left));
        expect(after === undefined).toBe(left.length === there.length);
      }),
    );
  });

  test('changes nothing where there is no list', () => {
    expect(removeFromList([digestOf('a')])(undefined)).toBeUndefined();
  });
});
