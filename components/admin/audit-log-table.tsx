'use client';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button';
import { Field, FieldList } from '#components/ui/field-list';
import { PageLink } from '#components/ui/page-link';
import { StateIcon } from '#components/ui/state-icon';
import type { Column } from '#components/ui/table/column.ts';
import { CellText } from '#components/ui/table/data-row';
import { DataTable } from '#components/ui/table/data-table';
import { listRows } from '#components/ui/table/table-rows.ts';
import type { AuditLogEntry } from '#lib/api/contract/admin-contract';
import { textPath } from '#lib/oci/location';
import { shortTarget } from '#lib/text/short-target';
import { showHidden } from '#lib/text/untrusted-text';
import { personText, placeText, shownResult, utcSecond, whatText } from './audit-words.ts';

type AuditLogTableProps = {
  /** Another list has another id. */
  readonly id: string;
  readonly rows: readonly AuditLogEntry[];
  /** Whether the rows are those of several people. */
  readonly hasPeople: boolean;
  /** The last rows are nearly in sight. */
  readonly onEnd: () => void;
};

const rowsAhead = 40;

/** The rows of the audit log; a row opens to all that is recorded of it. */
export function AuditLogTable({ id, rows, hasPeople, onEnd }: AuditLogTableProps) {
  return (
    <DataTable
      label="Rows of the audit log"
      columns={hasPeople ? columns : columns.filter((column) => column.id !== 'person')}
      rows={{
        ...listRows(rows, id),
        onRange: (_, last) => {
          if (last >= rows.length - rowsAhead) onEnd();
        },
      }}
      nameOf={({ row }) => `row ${row}`}
      details={(row) => <RowDetails row={row} />}
    />
  );
}

const columns: readonly Column<AuditLogEntry>[] = [
  {
    id: 'time',
    title: 'Time (UTC)',
    width: '9.5rem',
    narrowWidth: '6.3rem',
    cell: ({ time }) => <Moment text={utcSecond(time)} />,
  },
  {
    id: 'person',
    title: 'Person',
    width: 'minmax(0,1.2fr)',
    cell: ({ actor }) => <CellText text={showHidden(personText(actor))} />,
  },
  {
    id: 'what',
    title: 'What',
    width: 'minmax(0,1fr)',
    cell: (row) => <CellText text={whatText(row)} />,
  },
  {
    id: 'place',
    title: 'Where',
    width: 'minmax(0,1.3fr)',
    isExtra: true,
    cell: (row) => <CellText text={showHidden(placeText(row))} />,
  },
  {
    id: 'target',
    title: 'Target',
    width: 'minmax(0,1.5fr)',
    isExtra: true,
    cell: ({ target }) => <CellText text={shortTarget(target)} className="font-mono text-sm" />,
  },
  {
    id: 'result',
    title: 'Result',
    width: '9rem',
    narrowWidth: '1.1rem',
    isSign: true,
    cell: (row) => <Result {...row} />,
  },
];

/** Without its year where there is little room; the whole of it is in the tooltip and in the open row. */
function Moment({ text }: { readonly text: string }) {
  return (
    <span className="truncate tabular-nums" title={text}>
      <span className="@max-[30rem]:hidden">{text.slice(0, 5)}</span>
      {text.slice(5)}
    </span>
  );
}

function Result({ result }: Pick<AuditLogEntry, 'result'>) {
  const { icon, word, code } = shownResult(result);
  const text = code === '' ? word : `${word}, ${code}`;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={text}>
      <StateIcon state={icon} />
      <span className="truncate @max-[30rem]:sr-only">{text}</span>
    </span>
  );
}

function RowDetails({ row }: { readonly row: AuditLogEntry }) {
  const place = placeText(row);
  return (
    <FieldList>
      <Field name="Time">{utcSecond(row.time)} UTC</Field>
      <Field name="Person">{showHidden(actorText(row.actor))}</Field>
      <Field name="What">
        {whatText(row)}, {row.result.replace(':', ', ')}
      </Field>
      {place === '' ? null : (
        <Field name="Where">
          <PageLink href={textPath(place)} className="underline underline-offset-2">
            {showHidden(place)}
          </PageLink>
        </Field>
      )}
      <Field name="Target">{showHidden(row.target)}</Field>
      {row.digests.length === 0 ? null : <Field name="Digests">{row.digests.map(copiedText)}</Field>}
      {row.plan === '' ? null : <Field name="Plan">{copiedText(row.plan)}</Field>}
      <Field name="Request">{copiedText(row.requestId)}</Field>
      <Field name="Row" title="Its place in the log, from 1">
        {row.row.toLocaleString('en')}
      </Field>
      <Field name="Hash" title="Made of this row and the hash of the row before">
        {copiedText(row.hash)}
      </Field>
    </FieldList>
  );
}

function actorText(actor: string): string {
  return actor.replace(/ as anonymous$/, ', without credentials at the registry');
}

function copiedText(text: string): ReactNode {
  return (
    <span key={text} className="flex min-w-0 items-center gap-1">
      <span className="min-w-0 font-mono text-sm break-all">{text}</span>
      <CopyButton text={text} label="Copy" />
    </span>
  );
}
