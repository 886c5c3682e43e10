import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openProductTree } from './csaf-products.ts';

const component = (product_id: string, product_reference: string, relates_to_product_reference: string) => ({
  product_reference,
  relates_to_product_reference,
  full_product_name: { product_id, name: product_id },
});

test('a branch hands its version on, and a group stands for its products', () => {
  const branches = [
    {
      category: 'product_version',
      name: '2.4',
      branches: [{ category: 'architecture', name: 'arm64', product: { product_id: 'P', name: 'Web' } }],
    },
  ];
  const { named, idsIn } = openProductTree({
    product_tree: { branches, product_groups: [{ group_id: 'G', product_ids: ['P', 'Q'] }] },
  });
  expect(named('P')).toEqual({ name: 'Web', version: '2.4', ids: ['P'] });
  expect(named('Q')).toEqual({ name: 'Q', ids: ['Q'] });
  expect(idsIn({ product_ids: ['A'], group_ids: ['G', 'none'] })).toEqual(['A', 'P', 'Q']);
});

test('a component of a component is the innermost one, in the outermost product', () => {
  const full_product_names = ['A', 'B', 'C'].map((product_id) => ({
    product_id,
    name: product_id.toLowerCase(),
  }));
  const relationships = [component('B:A', 'A', 'B'), component('C:B:A', 'B:A', 'C')];
  const { named } = openProductTree({ product_tree: { full_product_names, relationships } });
  expect(named('C:B:A')).toEqual({
    name: 'C:B:A',
    ids: ['C:B:A', 'C'],
    subcomponents: [{ name: 'a', ids: ['A'] }],
  });
});

test('whatever the tree holds, every product has a name', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.string(), (product_tree, id) => {
      const { named, idsIn } = openProductTree({ product_tree });
      expect(typeof named(id).name).toBe('string');
      expect(idsIn(product_tree)).toBeInstanceOf(Array);
    }),
  );
});
