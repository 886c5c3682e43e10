'use client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Skeleton } from '#components/ui/placeholder';
import { initialRowView } from '#components/viewers/rows/row-view.ts';
import { partQuestion } from '#components/viewers/rows/use-part-rows.ts';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { rowsQuery } from '#lib/api/queries/document-queries';
import { dependencyPaths } from '#lib/formats/documents/dependency-paths';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';

/** The document whose packages depend on each other. */
export type SbomDocument = { readonly reference: string; readonly entry: DocumentEntry };

type DependencyPathProps = {
  readonly of: SbomDocument;
  readonly root: NonNullable<SbomSummary['describes']>;
  /** The id of the package within the document. */
  readonly target: string;
};

const pageSize = 1000;
/** With more relationships than these, no path is searched for. */
const relationshipsMax = 20_000;
/** So many paths are shown, the shortest. */
const pathsMax = 3;

/** Which dependencies lead from what an SBOM describes to one of its packages. */
export function DependencyPath({ of, root, target }: DependencyPathProps) {
  const question = { ...partQuestion({ ...of, part: 'relationships' }, initialRowView), n: pageSize };
  const first = useQuery(rowsQuery(question));
  const total = first.data?.total ?? 0;
  const pages = total > relationshipsMax ? 1 : Math.ceil(total / pageSize);
  const others = useQueries({
    queries: Array.from({ length: Math.max(0, pages - 1) }, (_, at) =>
      rowsQuery({ ...question, last: (at + 1) * pageSize }),
    ),
  });
  const loaded = [first.data, ...others.map(({ data }) => data)];
  const isLoaded = loaded.every((page) => page !== undefined);
  const rows = isLoaded ? loaded.flatMap((page) => page?.rows ?? []) : undefined;
  const count = rows?.length;
  // Thousands of relationships are too many to go through at each render. They belong to a digest and never change: their number stands for them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const paths = useMemo(
    () => (rows === undefined || root.id === undefined ? [] : dependencyPaths(rows, root.id, target)),
    [count, root.id, target],
  );
  if (total > relationshipsMax)
    return <Quiet text={`not searched for among ${total.toLocaleString('en')} relationships`} />;
  if (!isLoaded)
    return first.isError ? <Quiet text="could not be read" /> : <Skeleton className="h-3 w-32" />;
  if (paths.length === 0) return <Quiet text="no relationship leads to it" />;
  return (
    <ul>
      {paths.slice(0, pathsMax).map((path) => (
        <li key={path.join('\n')} className="[overflow-wrap:anywhere]">
          {path.map((id, at) => (
            <span key={id}>
              {at === 0 ? null : <span className="text-muted"> → </span>}
              {id === root.id ? shorten(root.name) : <PackageName of={of} id={id} />}
            </span>
          ))}
        </li>
      ))}
      {paths.length > pathsMax ? <li className="text-muted">and {paths.length - pathsMax} more</li> : null}
    </ul>
  );
}

/** A package by the name that goes with its id; by the id until that is known. */
function PackageName({ of, id }: { readonly of: SbomDocument; readonly id: string }) {
  const view = { ...initialRowView, words: id.slice(0, 200) };
  const query = useQuery(rowsQuery({ ...partQuestion({ ...of, part: 'packages' }, view), n: 20 }));
  const row = query.data?.rows.find((candidate) => candidate.id === id);
  return row === undefined ? shorten(id) : shorten(`${row.name} ${row.version ?? ''}`.trim());
}

function Quiet({ text }: { readonly text: string }) {
  return <span className="text-muted">{text}</span>;
}
