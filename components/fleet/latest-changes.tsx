'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { ShowMore } from '#components/ui/show-more';
import type { ChangeKind, FleetScope } from '#lib/api/queries/fleet-queries';
import { changesQuery } from '#lib/api/queries/fleet-queries';
import type { JsonOf } from '#lib/api/routes/route-types';
import { textPath } from '#lib/oci/location';
import { formatAge } from '#lib/text/format';
import { shortTarget } from '#lib/text/short-target';
import { changeLine } from './change-line.ts';

type Change = JsonOf<'GET /api/changes'>['rows'][number];
type LatestChangesProps = { readonly scope: FleetScope; readonly days: number };

const lists = [
  ['unsigned', 'Newly unsigned', 'Nothing lost its signature.'],
  ['vulnerable', 'Newly vulnerable', 'Nothing got its first open critical finding.'],
  ['fixed', 'Fixed', 'Nothing lost its last open critical finding.'],
] as const satisfies readonly (readonly [ChangeKind, title: string, empty: string])[];

/** What became different within the last days, the newest first. */
export function LatestChanges({ scope, days }: LatestChangesProps) {
  return (
    <div className="grid gap-x-8 px-4 py-4 lg:grid-cols-3">
      {lists.map(([what, title, empty]) => (
        <ChangeList key={what} scope={scope} what={what} days={days} title={title} empty={empty} />
      ))}
    </div>
  );
}

type ChangeListProps = LatestChangesProps & {
  readonly what: ChangeKind;
  readonly title: string;
  readonly empty: string;
};

const shownFirst = 20;

function ChangeList({ scope, what, days, title, empty }: ChangeListProps) {
  const query = useQuery(changesQuery(scope, what, days));
  const [shown, setShown] = useState(shownFirst);
  return (
    <section aria-label={title} className="min-w-0 py-2">
      <h2 className="border-b border-line-strong pb-1 font-semibold">{title}</h2>
      <QueryState query={query} skeleton={<SkeletonRows count={3} label={`Asking: ${title}`} />}>
        {({ rows, more }) => (
          <>
            {rows.length === 0 ? <p className="py-2 text-muted">{empty}</p> : null}
            <ul aria-label={title}>
              {rows.slice(0, shown).map((row) => (
                <ChangeRow key={[row.reference, row.digest, row.at, row.what].join(' ')} change={row} />
              ))}
            </ul>
            <ShowMore
              total={rows.length}
              shown={shown}
              step={100}
              onShow={setShown}
              className="py-2 text-sm"
            />
            {more ? <p className="py-2 text-sm text-muted">There are older ones.</p> : null}
          </>
        )}
      </QueryState>
    </section>
  );
}

function ChangeRow({ change }: { readonly change: Change }) {
  const { reference, at } = change;
  return (
    <li className="border-b border-line py-1.5 last:border-0">
      <PageLink
        href={textPath(reference)}
        title={reference}
        className="block truncate font-mono text-sm text-accent hover:underline"
      >
        {shortTarget(reference)}
      </PageLink>
      <p className="text-sm text-muted" title={at}>
        {changeLine(change)} · noticed {formatAge(at, Date.now())}
      </p>
    </li>
  );
}
