'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { retentionQuery } from '#lib/api/changes/retention-query';
import { textPath } from '#lib/oci/location';
import { artifacts } from './cleanup-words.ts';

type RetentionNoticeProps = {
  /** `host/name` */
  readonly repository: string;
  /** The rules as the address has them. */
  readonly keep: string;
  readonly onClose: () => void;
};

/** Says that the graph is marked by retention rules, and leads back to where they are set. */
export function RetentionNotice({ repository, keep, onClose }: RetentionNoticeProps) {
  const { data, error, isFetching, refetch } = useQuery(retentionQuery(repository, keep));
  const problem = error === null ? undefined : problemOf(error);
  return (
    <section
      aria-label="Preview of retention rules"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line border-l-3 border-l-accent bg-sunken px-4 py-2"
    >
      <p role="status" className="min-w-0 grow">
        {data === undefined
          ? problem === undefined
            ? 'Reading the repository for the preview…'
            : 'The preview failed.'
          : `Preview: the rules would delete ${artifacts(data.goes)} of this repository. Nothing is deleted yet.`}
      </p>
      <PageLink
        href={`${textPath(repository)}?view=cleanup&keep=${encodeURIComponent(keep)}`}
        className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        Change the rules
      </PageLink>
      <Button onClick={onClose}>Close the preview</Button>
      {problem === undefined ? null : (
        <ProblemNote problem={problem} className="w-full">
          <Button disabled={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        </ProblemNote>
      )}
    </section>
  );
}
