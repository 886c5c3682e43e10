import type { PartName } from '#lib/formats/documents/rows';
import { csvLineOf } from '#lib/text/csv-line';
import type { Row } from './row-fields.ts';
import { fieldOf } from './row-fields.ts';

/** The columns of each part in a table for a spreadsheet. */
const columns = {
  packages: [
    'name',
    'version',
    'type',
    'licences',
    'supplier',
    'purl',
    'cpes',
    'scope',
    'hashes',
    'locations',
    'id',
  ],
  findings: [
    'severity',
    'id',
    'aliases',
    'package',
    'version',
    'fixedIn',
    'state',
    'category',
    'level',
    'score',
    'purl',
    'location',
    'title',
    'url',
    'tool',
  ],
  statements: [
    'vulnerability',
    'aliases',
    'status',
    'products',
    'justification',
    'impact',
    'action',
    'severity',
    'timestamp',
    'title',
  ],
  materials: ['uri', 'digest', 'name'],
  files: ['path', 'size', 'mode', 'type', 'link', 'hashes', 'licences'],
  relationships: ['from', 'type', 'to'],
  services: ['name', 'version', 'provider', 'endpoints', 'id'],
  licences: ['expression', 'package', 'version', 'category', 'location'],
  tests: ['name', 'result', 'suite', 'duration', 'message'],
  checks: ['name', 'result', 'detail'],
  fields: ['path', 'value'],
} as const satisfies Record<PartName, readonly string[]>;

/** The first line of a table of a part (https://www.rfc-editor.org/rfc/rfc4180). */
export function csvHead(part: PartName): string {
  return `${columns[part].join(',')}\r\n`;
}

/** A row as a line of its table (https://www.rfc-editor.org/rfc/rfc4180). */
export function csvLine(part: PartName, row: Row): string {
  return csvLineOf(columns[part].map((name) => cellOf(fieldOf(row, name))));
}

// A number below zero is no formula.
function cellOf(value: unknown): string | number {
  return typeof value === 'number' ? value : textOf(value);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const name: unknown = Object.getOwnPropertyDescriptor(Object(value ?? {}), 'name')?.value;
  return typeof name === 'string' ? name : '';
}
