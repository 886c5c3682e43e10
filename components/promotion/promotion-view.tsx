'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { CheckIcon } from '#components/ui/check-icon';
import { CopyButton } from '#components/ui/copy-button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Problem } from '#lib/api/problems/problem';
import type { PromotionQuestion } from '#lib/api/queries/promotion-query';
import { promotionParameters, promotionQuery } from '#lib/api/queries/promotion-query';
import type { Promotion } from '#lib/audit/promotion/promotion';
import { formatShortDigest } from '#lib/oci/digest';
import { shorten } from '#lib/text/untrusted-text';
import { ApprovalList } from './approval-list.tsx';
import { JudgedBy } from './judged-by.tsx';
import { digestPath, promotionCurl, verdictLooks } from './promotion-words.ts';
import { SectionList } from './section-list.tsx';

type PromotionViewProps = {
  readonly question: PromotionQuestion;
  /** Chooses both sides. */
  readonly form: ReactNode;
  /** Where the whole comparison is. */
  readonly comparePath: string;
  /** What accepts the candidate. */
  readonly accept: (promotion: Promotion) => ReactNode;
  /** Where one goes from here when nothing can be evaluated. */
  readonly waysOn?: (problem: Problem) => ReactNode;
};

/** Whether a candidate can replace the accepted release: the verdict first, then what it stands on. */
export function PromotionView({ question, form, comparePath, accept, waysOn }: PromotionViewProps) {
  const { data, error, isPending, isFetching, refetch } = useQuery(promotionQuery(question));
  const promotion = data?.against;
  return (
    <section
      aria-label="Promotion"
      className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 py-4 max-sm:px-3"
    >
      {form}
      {error === null ? null : (
        <>
          <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} />
          <div>{waysOn?.(problemOf(error))}</div>
        </>
      )}
      {isPending ? <SkeletonRows count={8} label="Evaluating the candidate" /> : null}
      {promotion === undefined ? null : (
        <>
          <VerdictCard promotion={promotion} />
          <div className="flex flex-wrap items-center gap-2">
            {accept(promotion)}
            <CopyButton
              text={promotionCurl(location.origin, promotionParameters(question))}
              label="Copy as curl"
              isWide
            />
            <Button look="quiet" disabled={isFetching} onClick={() => void refetch()}>
              {isFetching ? 'Evaluating…' : 'Evaluate again'}
            </Button>
          </div>
          <SectionList promotion={promotion} comparePath={comparePath} />
          <ApprovalList promotion={promotion} />
          <JudgedBy promotion={promotion} />
        </>
      )}
    </section>
  );
}

function VerdictCard({ promotion }: { readonly promotion: Promotion }) {
  const { verdict, headline, accepted, candidate } = promotion;
  const { state, edge } = verdictLooks[verdict];
  return (
    <div
      role="status"
      className={`flex gap-3 rounded-md border border-line border-l-3 bg-sunken px-4 py-3 ${edge}`}
    >
      <CheckIcon state={state} size={24} />
      <div className="min-w-0">
        <h2 className="text-lg leading-snug font-semibold [overflow-wrap:anywhere]">{shorten(headline)}</h2>
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
          <Side name="Accepted" side={accepted} />
          <Side name="Candidate" side={candidate} />
        </dl>
        {accepted.digest === candidate.digest ? (
          <p className="mt-2 text-muted">Both name the same artifact, byte for byte.</p>
        ) : null}
      </div>
    </div>
  );
}

function Side({ name, side }: { readonly name: string; readonly side: Promotion['accepted'] }) {
  const { reference, digest } = side;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 font-mono text-sm [overflow-wrap:anywhere]">
        <a href={digestPath(reference, digest)} className="underline underline-offset-3">
          {shorten(reference)}
        </a>
        <span className="flex items-center text-muted">
          {formatShortDigest(digest)}
          <CopyButton text={digest} label={`Copy the digest of the ${name.toLowerCase()} one`} />
        </span>
      </dd>
    </>
  );
}
