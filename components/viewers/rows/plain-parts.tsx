'use client';
import type { ReactNode } from 'react';
import { useReducer } from 'react';
import { Field, FieldList } from '#components/ui/field-list';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import type { PartName, PartRows } from '#lib/formats/documents/rows';
import { formatBytes } from '#lib/text/format';
import { shorten, showHidden } from '#lib/text/untrusted-text';
import type { TableWords } from './part-table.tsx';
import { PartTable } from './part-table.tsx';
import { initialRowView, reduceRowView } from './row-view.ts';
import type { PartOfDocument } from './use-part-rows.ts';

type PlainPart<Part extends PartName> = {
  readonly words: TableWords;
  readonly nameOf: (row: PartRows[Part]) => string;
  readonly columns: readonly Column<PartRows[Part]>[];
  /** What an open row tells: the texts that its columns cut. */
  readonly details?: (row: PartRows[Part]) => ReactNode;
};

/** Texts of a row in full; what is absent is left out. */
function wholeTexts(...texts: readonly (readonly [name: string, text: string | undefined])[]): ReactNode {
  return (
    <FieldList>
      {texts.map(([name, text]) =>
        text === undefined || text === '' ? null : (
          <Field key={name} name={name}>
            <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{showHidden(text)}</span>
          </Field>
        ),
      )}
    </FieldList>
  );
}

function column<Row>(
  id: string,
  title: string,
  width: string,
  textOf: (row: Row) => string | undefined,
  isExtra = false,
): Column<Row> {
  const cell = (row: Row) => <CellText text={shorten(textOf(row) ?? '')} />;
  return { id, title, width, isExtra, isSortable: true, cell };
}

/** The parts that are no more than a table. */
const plainParts = {
  services: {
    words: { label: 'Services', search: 'Name, version, provider', noun: ['service', 'services'] },
    nameOf: ({ name }) => name,
    columns: [
      column('name', 'Name', 'minmax(0,1.5fr)', ({ name }) => name),
      column('version', 'Version', 'minmax(0,1fr)', ({ version }) => version),
      column('provider', 'Provider', 'minmax(0,1fr)', ({ provider }) => provider, true),
      column('endpoints', 'Endpoints', 'minmax(0,2fr)', ({ endpoints }) => endpoints.join(', ')),
    ],
  },
  files: {
    words: { label: 'Files', search: 'Path', noun: ['file', 'files'] },
    nameOf: ({ path }) => path,
    columns: [
      column('path', 'Path', 'minmax(0,3fr)', ({ path }) => path),
      column('size', 'Size', '5rem', ({ size }) => (size === undefined ? undefined : formatBytes(size))),
      column('licences', 'Licence', 'minmax(0,1fr)', ({ licences }) => licences?.join(', '), true),
    ],
  },
  relationships: {
    words: { label: 'Relationships', search: 'Package, type', noun: ['relationship', 'relationships'] },
    nameOf: ({ from, to }) => `${from} ${to}`,
    columns: [
      column('from', 'From', 'minmax(0,2fr)', ({ from }) => from),
      column('type', 'Relationship', 'minmax(0,1fr)', ({ type }) => type),
      column('to', 'To', 'minmax(0,2fr)', ({ to }) => to),
    ],
  },
  materials: {
    words: { label: 'Materials', search: 'Address, digest', noun: ['material', 'materials'] },
    nameOf: ({ uri }) => uri,
    columns: [
      column('uri', 'Material', 'minmax(0,2fr)', ({ name, uri }) => name ?? uri),
      column('digest', 'Digest', 'minmax(0,1fr)', ({ digest }) => digest),
    ],
    details: ({ name, uri, digest }) => wholeTexts(['Name', name], ['Address', uri], ['Digest', digest]),
  },
  licences: {
    words: { label: 'Licences', search: 'Licence, package', noun: ['licence', 'licences'] },
    nameOf: ({ expression }) => expression,
    columns: [
      column('expression', 'Licence', 'minmax(0,1.5fr)', ({ expression }) => expression),
      column('category', 'Category', 'minmax(0,1fr)', ({ category }) => category),
      column('package', 'Package', 'minmax(0,1.5fr)', (row) => row.package),
      column('version', 'Version', 'minmax(0,1fr)', ({ version }) => version, true),
      column('location', 'Where', 'minmax(0,1.5fr)', ({ location }) => location, true),
    ],
  },
  checks: {
    words: { label: 'Checks', search: 'Name, detail', noun: ['check', 'checks'] },
    nameOf: ({ name }) => name,
    columns: [
      column('name', 'Check', 'minmax(0,1.5fr)', ({ name }) => name),
      column('result', 'Result', 'minmax(0,1fr)', ({ result }) => result),
      column('detail', 'Detail', 'minmax(0,2fr)', ({ detail }) => detail),
    ],
    details: ({ name, result, detail }) =>
      wholeTexts(['Check', name], ['Result', result], ['Detail', detail]),
  },
  fields: {
    words: { label: 'Fields', search: 'Path, value', noun: ['field', 'fields'] },
    nameOf: ({ path }) => path,
    columns: [
      column('path', 'Field', 'minmax(0,1fr)', ({ path }) => path),
      column('value', 'Value', 'minmax(0,1.5fr)', ({ value }) => value),
    ],
    details: ({ path, value }) => wholeTexts(['Field', path], ['Value', value]),
  },
} as const satisfies { readonly [Part in PartName]?: PlainPart<Part> };

export type PlainPartName = keyof typeof plainParts;

const known: { readonly [Part in PlainPartName]: PlainPart<Part> } = plainParts;

/** Whether a part of a document is no more than a table. */
export function isPlainPart(part: PartName): part is PlainPartName {
  return Object.hasOwn(plainParts, part);
}

/** A part of a document as a table that is searched and sorted. */
export function PlainPartTable<Part extends PlainPartName>(of: PartOfDocument<Part>) {
  const [view, dispatch] = useReducer(reduceRowView, initialRowView);
  const { words, nameOf, columns, details } = known[of.part];
  const table = { nameOf, columns, ...(details === undefined ? {} : { details }) };
  return <PartTable of={of} view={view} dispatch={dispatch} words={words} table={table} />;
}
