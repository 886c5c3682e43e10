import { given } from '#lib/formats/documents/given';
import type { ProductName } from '#lib/formats/documents/rows';
import { at, listAt, textAt, textsAt } from '#lib/formats/json/json-path';

/** What a CSAF document calls its products and its groups of them. */
export type CsafProducts = {
  /** A product by its id; one that the document does not describe has that id for a name. */
  readonly named: (id: string) => ProductName;
  /** The ids of products that an object names, one by one and by groups. */
  readonly idsIn: (object: unknown) => readonly string[];
};

/** Reads the product tree (https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html#322-product-tree-property). */
export function openProductTree(document: unknown): CsafProducts {
  const tree = at(document, 'product_tree');
  const products = new Map<string, ProductName>();
  for (const product of listAt(tree, 'full_product_names')) addProduct(products, product, {});
  addBranches(products, tree);
  for (const relationship of listAt(tree, 'relationships')) addRelationship(products, relationship);
  const groups = new Map(
    listAt(tree, 'product_groups').map((group) => [at(group, 'group_id'), textsAt(group, 'product_ids')]),
  );
  return {
    named: (id) => products.get(id) ?? { name: id, ids: [id] },
    idsIn: (object) => [
      ...textsAt(object, 'product_ids'),
      ...textsAt(object, 'products'),
      ...textsAt(object, 'group_ids').flatMap((group) => groups.get(group) ?? []),
    ],
  };
}

type Place = Pick<ProductName, 'version' | 'versions'>;

function addBranches(products: Map<string, ProductName>, tree: unknown): void {
  const open: { readonly branch: unknown; readonly place: Place }[] = [{ branch: tree, place: {} }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const branch of listAt(next.branch, 'branches')) {
      const place = placeOf(branch, next.place);
      addProduct(products, at(branch, 'product'), place);
      open.push({ branch, place });
    }
  }
}

/** What a branch says of the version of all that lies below it. */
function placeOf(branch: unknown, above: Place): Place {
  const name = textAt(branch, 'name');
  const category = textAt(branch, 'category');
  if (name === undefined) return above;
  if (category === 'product_version') return { version: name };
  return category === 'product_version_range' ? { versions: name } : above;
}

function addProduct(products: Map<string, ProductName>, product: unknown, place: Place): void {
  const id = textAt(product, 'product_id');
  if (id !== undefined) products.set(id, toProduct(id, product, place));
}

function toProduct(id: string, product: unknown, place: Place): ProductName {
  const helper = at(product, 'product_identification_helper');
  const hashes = listAt(helper, 'hashes').flatMap((file) =>
    listAt(file, 'file_hashes').flatMap((hash) => {
      const value = textAt(hash, 'value');
      return value === undefined ? [] : [`${textAt(hash, 'algorithm') ?? 'sha256'}:${value}`.toLowerCase()];
    }),
  );
  const uris = listAt(helper, 'x_generic_uris').flatMap((uri) => textAt(uri, 'uri') ?? []);
  const purls = [...textsAt(helper, 'purls'), ...uris.filter((uri) => uri.startsWith('pkg:'))];
  return given<ProductName>({
    name: textAt(product, 'name') ?? id,
    version: place.version,
    versions: place.versions,
    purl: textAt(helper, 'purl') ?? purls[0],
    cpe: textAt(helper, 'cpe'),
    hashes: hashes.length > 0 ? hashes : undefined,
    ids: [id, ...uris, ...purls.slice(1)],
  });
}

/** A component of a product is a product of its own: what is stated of it is stated of the component inside. */
function addRelationship(products: Map<string, ProductName>, relationship: unknown): void {
  const product = at(relationship, 'full_product_name');
  const id = textAt(product, 'product_id');
  if (id === undefined) return;
  const component = products.get(textAt(relationship, 'product_reference') ?? '');
  const whole = products.get(textAt(relationship, 'relates_to_product_reference') ?? '');
  const own = toProduct(id, product, {});
  const ids = [...(own.ids ?? []), ...(whole?.ids ?? [])];
  products.set(
    id,
    given<ProductName>({
      name: own.name,
      version: whole?.version,
      versions: whole?.versions,
      purl: own.purl ?? whole?.purl,
      cpe: own.cpe ?? whole?.cpe,
      hashes: own.hashes ?? whole?.hashes,
      ids,
      subcomponents: component === undefined ? undefined : [withoutParts(component)],
    }),
  );
}

// A component of a component of a product: the innermost is what is meant.
function withoutParts({ subcomponents, ...component }: ProductName): ProductName {
  return subcomponents?.[0] ?? component;
}
