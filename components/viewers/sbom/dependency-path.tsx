'use client';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from '#components/ui/placeholder';
import { initialRowView } from '#components/viewers/rows/row-view.ts';
import { partQuestion } from '#components/viewers/rows/use-part-rows.ts';
import type { DocumentEntry } from '#lib/api/contract/document-contract';
import { rowsQuery } from '#lib/api/queries/document-queries';
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

/** So many paths are shown, the shortest. */
const pathsMax = 3;

/** Which dependencies lead from what an SBOM describes to one of its packages. */
export function DependencyPath({ of, root, target }: DependencyPathProps) {
  const question = partQuestion({ ...of, part: 'packages' }, initialRowView);
  const { data, isError } = useQuery(rowsQuery({ ...question, path: target }));
  if (data === undefined)
    return isError ? <Quiet text="could not be read" /> : <Skeleton className="h-3 w-32" />;
  const { paths = [] } = data;
  if (paths.length === 0) return <Quiet text="no relationship leads to it" />;
  const names = new Map(data.rows.map(({ id, name, version = '' }) => [id, `${name} ${version}`.trim()]));
  return (
    <ul>
      {paths.slice(0, pathsMax).map((path) => (
        <li key={path.join('\n')} className="[overflow-wrap:anywhere]">
          {path.map((id, at) => (
            <span key={id}>
              {at === 0 ? null : <span className="text-muted"> → </span>}
              {shorten(id === root.id ? root.name : (names.get(id) ?? id))}
            </span>
          ))}
        </li>
      ))}
      {paths.length > pathsMax ? <li className="text-muted">and {paths.length - pathsMax} more</li> : null}
    </ul>
  );
}

function Quiet({ text }: { readonly text: string }) {
  return <span className="text-muted">{text}</span>;
}
