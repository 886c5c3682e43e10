'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { StateIcon } from '#components/ui/state-icon';
import type { SavedAudit } from '#lib/api/contract/saved-audit-contract';
import { savedAuditsQuery } from '#lib/api/queries/saved-audits-query';
import { textPath } from '#lib/oci/location';
import { formatAge } from '#lib/text/format';
import { shorten, showHidden } from '#lib/text/untrusted-text';

const shown = 5;

/** What the audits came to that were saved last, one of each place. */
export function SavedCoverage() {
  const query = useQuery(savedAuditsQuery());
  return (
    <QueryState
      query={query}
      skeleton={<SkeletonRows count={2} label="Loading the saved audits" className="h-11" />}
    >
      {({ audits, problems }) => (
        <>
          {problems.map((problem) => (
            <p key={problem} role="alert" className="px-2.5 py-1 text-warn">
              {shorten(problem)}
            </p>
          ))}
          {audits.length === 0 ? (
            <p className="px-2.5 py-3 text-muted">
              No audit is saved yet. Open a registry or a repository, choose Coverage, then History.
            </p>
          ) : (
            <ul>
              {newestOfEach(audits).map((audit) => (
                <SavedRow key={audit.id} audit={audit} />
              ))}
            </ul>
          )}
        </>
      )}
    </QueryState>
  );
}

/** The newest audit of each scope; they come newest first. */
function newestOfEach(audits: readonly SavedAudit[]): readonly SavedAudit[] {
  const newest = new Map(audits.toReversed().map((audit) => [audit.scope, audit]));
  return audits.filter((audit) => newest.get(audit.scope) === audit).slice(0, shown);
}

function SavedRow({ audit: { scope, counts, complete, saved } }: { readonly audit: SavedAudit }) {
  const { pass, fail, unknown, artifacts } = counts;
  const number = (value: number) => value.toLocaleString('en');
  return (
    <li>
      <PageLink
        href={`${textPath(scope)}?view=audit`}
        className="flex min-h-11 items-center gap-x-3 rounded-md px-2.5 hover:bg-sunken"
      >
        <StateIcon state={fail > 0 ? 'failed' : unknown > 0 || !complete ? 'unknown' : 'valid'} />
        <span className="min-w-0 grow">
          <span className="block truncate font-medium" title={showHidden(scope)}>
            {showHidden(scope)}
          </span>
          <span className="block truncate text-sm text-faint">
            {`${number(pass)} of ${number(artifacts)} pass`}
            {fail === 0 ? '' : `, ${number(fail)} fail`}
            {unknown === 0 ? '' : `, ${number(unknown)} not determined`}
            {complete ? '' : '; incomplete'}
          </span>
        </span>
        <span className="shrink-0 text-sm text-faint">{formatAge(saved, Date.now())}</span>
      </PageLink>
    </li>
  );
}
