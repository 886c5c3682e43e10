'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button';
import { Field, FieldList } from '#components/ui/field-list';
import { Skeleton } from '#components/ui/placeholder';
import { SeverityIcon } from '#components/ui/severity-icon';
import { findingsQuery } from '#lib/api/queries/findings-query';
import type { PackageRow } from '#lib/formats/documents/rows';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';
import type { SbomDocument } from './dependency-path.tsx';
import { DependencyPath } from './dependency-path.tsx';
import { findingsOfPackage } from './package-findings.ts';

type PackageDetailsProps = {
  readonly row: PackageRow;
  readonly of: SbomDocument;
  readonly root: SbomSummary['describes'];
  /** `host/name@digest` of what the SBOM is attached to. */
  readonly subject: string | undefined;
};

/** What an SBOM tells of a package beside its row: its findings, where it came from, its hashes. */
export function PackageDetails({ row, of, root, subject }: PackageDetailsProps) {
  const { name, version, purl, supplier, licences, scope, type, description } = row;
  const hasRelationships = of.entry.parts.some((part) => part.name === 'relationships');
  return (
    <div className="flex flex-col gap-2.5">
      <p className="font-semibold [overflow-wrap:anywhere]">
        {shorten(name)} {version === undefined ? '' : shorten(version)}
      </p>
      <FieldList>
        {subject === undefined ? null : (
          <Field name="Findings">
            <PackageFindings row={row} subject={subject} />
          </Field>
        )}
        {root?.id === undefined || row.id === undefined || row.id === root.id || !hasRelationships ? null : (
          <Field name="Comes from">
            <DependencyPath of={of} root={root} target={row.id} />
          </Field>
        )}
        <TextField name="Type" text={type} />
        <TextField name="Licence" text={licences.join(', ') || 'not stated'} />
        <TextField name="Supplier" text={supplier} />
        <TextField name="Scope" text={scope} />
        <TextField name="About it" text={description} />
        {purl === undefined ? null : (
          <Field name="purl">
            <Code text={purl} label="Copy purl" />
          </Field>
        )}
        <CodeList name="Found in" texts={row.locations} />
        <CodeList name="Hashes" texts={row.hashes} />
        <CodeList name="CPE" texts={row.cpes} />
      </FieldList>
    </div>
  );
}

function TextField({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  return text === undefined || text === '' ? null : <Field name={name}>{shorten(text)}</Field>;
}

function Code({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className="flex items-start gap-1">
      <code className="font-mono break-all">{shorten(text)}</code>
      <CopyButton text={text} label={label} className="-my-1" />
    </span>
  );
}

/** So many values of a list are shown; the rest is counted. */
const shownMax = 10;

function CodeList({
  name,
  texts = [],
}: {
  readonly name: string;
  readonly texts: readonly string[] | undefined;
}) {
  if (texts.length === 0) return null;
  const rest = texts.length - shownMax;
  return (
    <Field name={name}>
      <ul>
        {texts.slice(0, shownMax).map((text) => (
          <li key={text}>
            <code className="font-mono break-all">{shorten(text)}</code>
          </li>
        ))}
        {rest > 0 ? <li className="text-muted">and {rest.toLocaleString('en')} more</li> : null}
      </ul>
    </Field>
  );
}

function PackageFindings({ row, subject }: { readonly row: PackageRow; readonly subject: string }) {
  const query = useQuery(findingsQuery(subject));
  if (query.isPending) return <Skeleton className="h-3 w-24" />;
  if (query.data === undefined) return <Quiet>could not be read</Quiet>;
  const { reports, rows, unread } = query.data;
  if (reports.length === 0) return <Quiet>this artifact has no report</Quiet>;
  const found = findingsOfPackage(row, rows);
  const doubt = unread.length === 0 ? '' : `, ${count(unread.length, 'document')} could not be read`;
  if (found.length === 0)
    return (
      <Quiet>
        none in {count(reports.length, 'report')}
        {doubt}
      </Quiet>
    );
  return (
    <ul className="flex flex-col gap-0.5">
      {found.slice(0, shownMax).map(({ vulnerability, severity, fixedIn, vex, state }) => (
        <li key={vulnerability} className="flex flex-wrap items-center gap-x-1.5">
          <SeverityIcon severity={severity} />
          <span>{severity}</span>
          <code className="font-mono">{shorten(vulnerability)}</code>
          <span className="text-muted">
            {fixedIn.length === 0 ? 'no fix yet' : `fixed in ${shorten(fixedIn.join(', '))}`}
            {state === 'excused' && vex !== undefined ? `, VEX: ${vex.status.replaceAll('_', ' ')}` : ''}
          </span>
        </li>
      ))}
      {found.length > shownMax ? <li className="text-muted">and {found.length - shownMax} more</li> : null}
    </ul>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
