import { expect, test } from 'vitest';
import { rowText } from '#components/graph/outline/row-text.ts';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { Item } from '#lib/graph/picture/picture';
import { itemName, itemText } from './item-text.ts';

const place = { id: 'x', parent: 0, lane: 'attached', line: 'refers-to', depth: 1 } as const;
const signature = {
  kind: 'signature',
  format: 'notation-jws',
  title: 'Signature · says: CN=acme',
  signer: 'CN=acme',
} as const;

function itemOf(change: Parameters<typeof nodeOf>[1]): Item {
  return { ...place, type: 'node', node: nodeOf(2, change), isExpanded: false, isExpandable: false };
}

test('a signature is heard and read as not checked', () => {
  const item = itemOf(signature);
  const text = itemText(item, 'a/b:1', 0);
  expect(text).toMatchObject({ title: 'Signature · says: CN=acme', detail: 'not checked' });
  expect(itemName(item, text)).toBe('Signature · says: CN=acme, not checked, attached');
  expect(rowOf(item)).toMatchObject({ name: 'says: CN=acme', note: 'not checked' });
});

test('a signature of another digest is told so on the card, in the outline and aloud', () => {
  const binding = { state: 'other', names: [digestOf(8)], misses: digestOf(1) } as const;
  const item = itemOf({ ...signature, binding });
  expect(itemText(item, 'a/b:1', 0)).toMatchObject({
    detail: 'names another digest',
    check: { state: 'failed' },
  });
  expect(rowOf(item)).toMatchObject({
    name: 'names another digest',
    spoken: 'Signature · says: CN=acme, names another digest, attached',
    check: 'failed',
  });
});

test('a signature that is proven says who signed, and what that comes to', () => {
  const verified = [
    { state: 'matches', text: 'matches acme-release', reason: 'It holds.', signer: 'key release' },
  ] as const;
  const item = itemOf({ ...signature, ...{ verified } });
  const text = itemText(item, 'a/b:1', 0);
  expect(text).toMatchObject({ title: 'Signed by key release', detail: 'matches acme-release' });
  expect(rowOf(item)).toMatchObject({ name: 'key release', note: 'matches', check: 'matches' });
});

test('a document in a signed envelope keeps its own sign, and has that of its check beside it', () => {
  const verified = [{ state: 'valid', text: 'valid', reason: 'It holds.', signer: 'key release' }] as const;
  const sbom = { kind: 'sbom', format: 'spdx-json', envelope: 'dsse', title: 'SPDX 2.3' } as const;
  const item = itemOf({ ...sbom, ...{ verified } });
  expect(itemText(item, 'a/b:1', 0)).toMatchObject({ title: 'SPDX 2.3', detail: 'valid · sha256:00000002' });
  expect(rowOf(item)).toMatchObject({ name: 'SPDX 2.3', mark: 'valid' });
});

test('an image has no words of a check', () => {
  expect(itemText(itemOf({}), 'a/b:1', 0)).not.toHaveProperty('check');
});

function rowOf(item: Item) {
  return rowText(
    { type: 'item', id: 'x', level: 2, posInSet: 1, setSize: 1, isOpen: undefined, item, index: 0 },
    'a/b:1',
    0,
  );
}
