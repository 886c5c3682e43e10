import { PageLink } from '#components/ui/page-link';
import type { Column } from '#components/ui/table/column.ts';
import type { JsonOf } from '#lib/api/routes/route-types';
import { evidenceNames } from '#lib/audit/audit';
import { textPath } from '#lib/oci/location';
import { evidenceHeadings, shareOf } from './evidence-share.ts';
import { ShareBar } from './share-bar.tsx';

/** A repository with the counts of its evidence. */
export type CountedRepository = JsonOf<'GET /api/coverage/repositories'>['repositories'][number];

/** The columns of a table of repositories; each name leads to the coverage of its repository. */
export const repositoryColumns: readonly Column<CountedRepository>[] = [
  {
    ...{ id: 'name', title: 'Repository', width: 'minmax(10rem,2fr)', narrowWidth: 'minmax(0,1fr)' },
    isSortable: true,
    cell: ({ repository }) => <RepositoryLink repository={repository} />,
  },
  {
    ...{ id: 'artifacts', title: 'Artifacts', width: '5rem', isExtra: true, isSortable: true },
    cell: ({ artifacts }) => <span className="tabular-nums">{artifacts.toLocaleString('en')}</span>,
  },
  {
    ...{
      id: 'critical',
      title: 'Critical open',
      shortTitle: 'Critical',
      width: '6.5rem',
      narrowWidth: '4.5rem',
    },
    ...{ isSortable: true, isSign: true },
    cell: ({ critical }) => (
      <span className={critical > 0 ? 'font-semibold text-bad tabular-nums' : 'text-muted tabular-nums'}>
        {critical.toLocaleString('en')}
      </span>
    ),
  },
  ...evidenceNames.map(
    (name): Column<CountedRepository> => ({
      ...{ id: name, title: evidenceHeadings[name], width: 'minmax(4.5rem,1fr)', isSortable: true },
      ...(name === 'signature' ? { narrowWidth: '6rem' } : { isExtra: true }),
      cell: ({ byEvidence }) => <ShareBar name={evidenceHeadings[name]} share={shareOf(byEvidence[name])} />,
    }),
  ),
];

function RepositoryLink({ repository }: { readonly repository: string }) {
  const path = repository.indexOf('/') + 1;
  const end = repository.lastIndexOf('/') + 1;
  return (
    <PageLink
      href={`${textPath(repository)}?view=audit`}
      title={repository}
      className="flex min-w-0 hover:underline"
    >
      {/* What tells two repositories apart stands at the end: the registry is cut first, and then the folders. */}
      <span className="min-w-6 shrink-[1000] truncate text-muted">{repository.slice(0, path)}</span>
      <span className="min-w-0 truncate">{repository.slice(path, end)}</span>
      <span className="max-w-[75%] shrink-0 truncate font-medium">{repository.slice(end)}</span>
    </PageLink>
  );
}
