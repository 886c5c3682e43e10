import { expect, test } from 'vitest';
import { productsText, productText } from './product-text.ts';

test.each([
  [{ name: 'pkg:oci/app@sha256:1', purl: 'pkg:oci/app@sha256:1' }, 'pkg:oci/app@sha256:1'],
  [{ name: 'App 1.0', purl: 'pkg:oci/app' }, 'App 1.0 (pkg:oci/app)'],
  [{ name: '', cpe: 'cpe:2.3:a:acme:app' }, 'cpe:2.3:a:acme:app'],
  [{ name: 'App', hashes: ['sha256:1'] }, 'App (sha256:1)'],
  [{ name: 'App' }, 'App'],
])('%j is shown as %s', (product, text) => {
  expect(productText(product)).toBe(text);
});

test('of several products one is named', () => {
  expect(productsText([])).toBe('');
  expect(productsText([{ name: 'a' }])).toBe('a');
  expect(productsText([{ name: '', purl: 'pkg:a' }, { name: 'b' }, { name: 'c' }])).toBe('pkg:a and 2 more');
});
