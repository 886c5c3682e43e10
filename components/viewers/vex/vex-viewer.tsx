'use client';
import { useReducer } from 'react';
import { Field, FieldList } from '#components/ui/field-list';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { PartTable } from '#components/viewers/rows/part-table';
import { FilterChip } from '#components/viewers/rows/row-filters';
import { initialRowView, isChosen, reduceRowView } from '#components/viewers/rows/row-view.ts';
import { SummaryLine } from '#components/viewers/rows/summary-line';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { StatementRow } from '#lib/formats/documents/rows';
import type { VexSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';
import { productsText, productText } from './product-text.ts';
import { VexStatusMark } from './vex-status.tsx';

const columns: readonly Column<StatementRow>[] = [
  {
    id: 'vulnerability',
    title: 'Vulnerability',
    width: 'minmax(7rem,1.2fr)',
    isSortable: true,
    cell: ({ vulnerability }) => <CellText text={shorten(vulnerability)} />,
  },
  {
    id: 'status',
    title: 'Status',
    width: 'minmax(0,1.1fr)',
    narrowWidth: '1.25rem',
    isSign: true,
    isSortable: true,
    cell: ({ status }) => <VexStatusMark status={status} isTight />,
  },
  {
    id: 'products',
    title: 'Product',
    width: 'minmax(0,1.6fr)',
    cell: ({ products }) => <CellText text={shorten(productsText(products))} />,
  },
  {
    id: 'justification',
    title: 'Justification',
    width: 'minmax(0,1.4fr)',
    isExtra: true,
    isSortable: true,
    cell: ({ justification, impact, action }) => (
      <CellText
        text={shorten(justification?.replaceAll('_', ' ') ?? impact ?? action ?? '')}
        className="text-muted"
      />
    ),
  },
];

const words = {
  label: 'Statements',
  search: 'Vulnerability, product, justification',
  noun: ['statement', 'statements'],
} as const;

const statuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;

/** What somebody states about vulnerabilities: by status, and each statement with its products and reasons. */
export function VexViewer({ reference, entry, summary }: ViewerProps<'vex'>) {
  const [view, dispatch] = useReducer(reduceRowView, initialRowView);
  return (
    <div className="flex flex-col gap-3">
      <SummaryLine summary={summary} />
      <VexFacts summary={summary} />
      <fieldset aria-label="Status" className="m-0 flex flex-wrap gap-1.5 border-0 p-0">
        {statuses.map((status) => (
          <FilterChip
            key={status}
            isOn={isChosen(view, 'status', status)}
            onToggle={() => dispatch({ type: 'toggle', column: 'status', value: status })}
            count={summary.byStatus[status]}
          >
            <VexStatusMark status={status} />
          </FilterChip>
        ))}
      </fieldset>
      <PartTable
        of={{ reference, entry, part: 'statements' }}
        view={view}
        dispatch={dispatch}
        words={words}
        table={{
          columns,
          nameOf: ({ vulnerability, products }) =>
            shorten(`${vulnerability} ${productsText(products)}`.trim()),
          details: (row) => <StatementDetails row={row} />,
        }}
      />
    </div>
  );
}

/** What the document says of itself beside its statements. */
function VexFacts({ summary: { title, profile, severity, status } }: { readonly summary: VexSummary }) {
  const facts = [
    ['Title', title],
    ['Profile', profile?.replaceAll('_', ' ')],
    ['Severity', severity],
    ['State', status],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
  if (facts.length === 0) return null;
  return (
    <FieldList>
      {facts.map(([name, text]) => (
        <Field key={name} name={name}>
          {shorten(text)}
        </Field>
      ))}
    </FieldList>
  );
}

/** So many products are shown; the rest is counted. */
const productsMax = 50;

function StatementDetails({ row }: { readonly row: StatementRow }) {
  const { vulnerability, aliases, status, title, severity, products, timestamp } = row;
  const lines = [
    ['Also called', aliases.join(', ')],
    ['Severity', severity],
    ['Justification', row.justification?.replaceAll('_', ' ')],
    ['Impact', row.impact],
    ['Action', row.action],
    ['Stated', timestamp],
  ] as const;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-2 font-semibold [overflow-wrap:anywhere]">
        {shorten(title ?? vulnerability)} <VexStatusMark status={status} />
      </p>
      <FieldList>
        {lines.map(([name, text]) =>
          text === undefined || text === '' ? null : (
            <Field key={name} name={name}>
              <span className="[overflow-wrap:anywhere]">{shorten(text)}</span>
            </Field>
          ),
        )}
        <Field name={products.length === 1 ? 'Product' : `${products.length.toLocaleString('en')} products`}>
          {products.length === 0 ? <span className="text-warn">no product named</span> : null}
          <ul className="flex flex-col gap-1">
            {products.slice(0, productsMax).map((product, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: products may be named alike, and never move.
              <li key={at} className="[overflow-wrap:anywhere]">
                {shorten(productText(product))}
                {(product.subcomponents ?? []).length === 0 ? null : (
                  <span className="block pl-3 text-muted">
                    only its component {shorten(productsText(product.subcomponents ?? []))}
                  </span>
                )}
              </li>
            ))}
            {products.length > productsMax ? (
              <li className="text-muted">and {(products.length - productsMax).toLocaleString('en')} more</li>
            ) : null}
          </ul>
        </Field>
      </FieldList>
    </div>
  );
}
