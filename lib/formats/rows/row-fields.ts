import type { PartName, PartRows } from '#lib/formats/documents/rows';
import { severities } from '#lib/formats/documents/rows';

/** A row of any part. */
export type Row = PartRows[PartName];

/** The columns that a list is filtered by. `fixable` and `lacks` are worked out of the others. */
export const filterColumns = [
  'severity',
  'licence',
  'type',
  'status',
  'state',
  'category',
  'level',
  'result',
  'fixable',
  'lacks',
] as const;

export type FilterColumn = (typeof filterColumns)[number];

/** The fields of each part that a search looks into. */
const searched = {
  packages: ['name', 'version', 'purl', 'id', 'licences', 'supplier', 'type', 'cpes'],
  findings: ['id', 'aliases', 'package', 'version', 'purl', 'title', 'location', 'tool'],
  statements: ['vulnerability', 'aliases', 'status', 'justification', 'impact', 'action', 'title'],
  materials: ['uri', 'digest', 'name'],
  files: ['path', 'licences', 'hashes'],
  relationships: ['from', 'to', 'type'],
  services: ['name', 'version', 'provider', 'id', 'endpoints'],
  licences: ['expression', 'package', 'version', 'location', 'category'],
  tests: ['name', 'suite', 'message'],
  checks: ['name', 'result', 'detail'],
  fields: ['path', 'value'],
} as const satisfies Record<PartName, readonly string[]>;

const columnsOfPart: Readonly<Record<PartName, readonly FilterColumn[]>> = {
  packages: ['licence', 'type', 'lacks'],
  findings: ['severity', 'state', 'category', 'level', 'fixable'],
  statements: ['status', 'severity'],
  materials: [],
  files: ['type', 'licence'],
  relationships: ['type'],
  services: [],
  licences: ['licence', 'category'],
  tests: ['result'],
  checks: ['result'],
  fields: [],
};

/** The columns by which a part can be filtered. */
export function columnsOf(part: PartName): readonly FilterColumn[] {
  return columnsOfPart[part];
}

/** The text of a row that is searched: lower case, one line, its values apart. */
export function searchText(part: PartName, row: Row): string {
  let text = '';
  for (const name of searched[part]) {
    const value = fieldOf(row, name);
    if (typeof value === 'string') text += `${value}\t`;
    else for (const one of textsOf(value)) text += `${one}\t`;
  }
  const products = 'products' in row ? row.products.flatMap(productTexts) : [];
  for (const one of products) text += `${one}\t`;
  return text.replaceAll('\n', ' ').toLowerCase();
}

/** The values of a row in a column that filters; none where the row says nothing. */
export function facetValues(part: PartName, row: Row, name: FilterColumn): readonly string[] {
  if (name === 'licence') {
    const own = textsOf(fieldOf(row, 'licences'));
    return own.length > 0 ? own : textsOf(fieldOf(row, 'expression'));
  }
  if (name === 'fixable') return textsOf(fieldOf(row, 'fixedIn')).length > 0 ? ['1'] : [];
  if (name === 'lacks') return part === 'packages' ? lackingOf(row) : [];
  return textsOf(fieldOf(row, name));
}

const ranks = new Map<string, string>(severities.map((severity, place) => [severity, String(place)]));

/** What orders rows by a field: texts in their natural order (`1.9` before `1.10`), severities by how grave they are. */
export function sortKey(row: Row, name: string): string {
  const value = fieldOf(row, name);
  if (name === 'severity') return ranks.get(String(value)) ?? '9';
  if (typeof value === 'number') return numberKey(value);
  return textsOf(value)
    .join(' ')
    .toLowerCase()
    .replace(/\d{1,15}/g, (digits) => digits.padStart(15, '0'));
}

/** The value of a field of a row; undefined where the row has none of that name. */
export function fieldOf(row: Row, name: string): unknown {
  const value: unknown = Object.hasOwn(row, name) ? Reflect.get(row, name) : undefined;
  return value;
}

// The minimum elements of an SBOM: https://www.ntia.gov/report/2021/minimum-elements-software-bill-materials-sbom
function lackingOf(row: Row): readonly string[] {
  const has = (...names: readonly string[]) => names.some((name) => textsOf(fieldOf(row, name)).length > 0);
  return [
    ...(has('version') ? [] : ['version']),
    ...(has('licences') ? [] : ['licence']),
    ...(has('supplier') ? [] : ['supplier']),
    ...(has('hashes') ? [] : ['hash']),
    ...(has('purl', 'cpes') ? [] : ['identifier']),
  ];
}

// Sizes, scores and durations: none of them is negative.
function numberKey(value: number): string {
  return value.toFixed(6).padStart(28, '0');
}

function productTexts(product: {
  readonly name: string;
  readonly purl?: string;
  readonly cpe?: string;
}): readonly string[] {
  return [product.name, product.purl, product.cpe].flatMap(textsOf);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string' && each !== '') : [];
}
