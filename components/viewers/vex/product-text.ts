import type { ProductName } from '#lib/formats/documents/rows';

type Product = Omit<ProductName, 'subcomponents'>;

/** A product by everything that tells it apart: its name, and an identifier that the name does not contain. */
export function productText({ name, purl, cpe, hashes = [], ids = [] }: Product): string {
  const identifier = [purl, cpe, ...hashes, ...ids].find((text) => text !== undefined && text !== '');
  if (identifier === undefined || name.includes(identifier)) return name;
  return name === '' ? identifier : `${name} (${identifier})`;
}

/** Products in one line: the first by its name, the others counted. */
export function productsText(products: readonly Product[]): string {
  const [first, ...others] = products;
  if (first === undefined) return '';
  const name = first.name === '' ? productText(first) : first.name;
  return others.length === 0 ? name : `${name} and ${others.length.toLocaleString('en')} more`;
}
