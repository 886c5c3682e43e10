'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { inputClass } from '#components/ui/fields';
import { LeftOutNote } from '#components/ui/left-out-note';
import { NothingScanned } from '#components/ui/nothing-scanned';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { DataTable } from '#components/ui/table/data-table';
import type { Sort } from '#components/ui/table/table-rows.ts';
import { listRows } from '#components/ui/table/table-rows.ts';
import type { FleetScope } from '#lib/api/queries/fleet-queries';
import { repositoriesCoverageQuery } from '#lib/api/queries/fleet-queries';
import type { JsonOf } from '#lib/api/routes/route-types';
import { evidenceNames } from '#lib/audit/audit';
import { formatMinute } from '#lib/text/format';
import { evidenceHeadings, shareOf } from './evidence-share.ts';
import { repositoryColumns } from './repository-columns.tsx';
import { ShareBar } from './share-bar.tsx';
import { sortRepositories } from './sort-repositories.ts';
import { sumRepositories } from './sum-repositories.ts';

type RepositoriesAnswer = JsonOf<'GET /api/coverage/repositories'>;

/** The evidence of each repository that was scanned, and of all together. */
export function FleetCoverage({ scope }: { readonly scope: FleetScope }) {
  const query = useQuery(repositoriesCoverageQuery(scope));
  return (
    <QueryState
      query={query}
      skeleton={<SkeletonRows count={10} label="Asking the inventory" />}
      className="m-4"
    >
      {(answer) =>
        answer.repositories.length === 0 ? (
          <NothingScanned host={scope.host} notAsked={answer.notAsked} />
        ) : (
          <Repositories answer={answer} />
        )
      }
    </QueryState>
  );
}

function Repositories({ answer }: { readonly answer: RepositoriesAnswer }) {
  const [text, setText] = useState('');
  const [sort, setSort] = useState<Sort>();
  const found = answer.repositories.filter(({ repository }) =>
    repository.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const rows = sortRepositories(found, sort);
  return (
    <section aria-label="Repositories" className="min-h-0 grow overflow-auto">
      <LeftOutNote notAsked={answer.notAsked} />
      <Totals repositories={found} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2 text-sm">
        <input
          type="search"
          aria-label="Repositories with this in their name"
          placeholder="Filter repositories"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${inputClass} w-64 max-w-full`}
        />
        <p role="status" className="text-muted tabular-nums">
          {found.length.toLocaleString('en')} {found.length === 1 ? 'repository' : 'repositories'}
          {answer.more ? '; those with the fewest open findings are left out' : ''}
        </p>
        {answer.asOf === undefined ? null : (
          <p className="text-muted sm:ml-auto">The oldest fact was read on {formatMinute(answer.asOf)}.</p>
        )}
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No repository has this in its name" />
      ) : (
        <div className="px-4">
          <DataTable
            label="Repositories"
            columns={repositoryColumns}
            rows={listRows(rows, JSON.stringify([text, sort]))}
            nameOf={({ repository }) => repository}
            order={{ sort, onChange: setSort }}
          />
        </div>
      )}
    </section>
  );
}

function Totals({ repositories }: { readonly repositories: RepositoriesAnswer['repositories'] }) {
  const { artifacts, critical, byEvidence } = sumRepositories(repositories);
  return (
    <dl
      aria-label="All together"
      className="grid grid-cols-2 gap-x-6 gap-y-3 border-b border-line px-4 py-3 sm:grid-cols-4 xl:grid-cols-7"
    >
      <Total title="Artifacts">{artifacts.toLocaleString('en')}</Total>
      <Total title="Critical open">
        <span className={critical > 0 ? 'text-bad' : ''}>{critical.toLocaleString('en')}</span>
      </Total>
      {evidenceNames.map((name) => (
        <div key={name} className="min-w-0">
          <dt className="text-sm text-muted">{evidenceHeadings[name]}</dt>
          <dd className="flex h-6 items-center">
            <ShareBar name={evidenceHeadings[name]} share={shareOf(byEvidence[name])} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type TotalProps = { readonly title: string; readonly children: ReactNode };

function Total({ title, children }: TotalProps) {
  return (
    <div>
      <dt className="text-sm text-muted">{title}</dt>
      <dd className="h-6 text-lg font-semibold tabular-nums">{children}</dd>
    </div>
  );
}
