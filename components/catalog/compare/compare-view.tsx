'use client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { CheckIcon } from '#components/ui/check-icon';
import { CopyButton } from '#components/ui/copy-button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { verificationQuery } from '#components/ui/verification/verification-query.ts';
import type { Problem } from '#lib/api/problems/problem';
import { compareQuery } from '#lib/api/queries/compare-query';
import { tagsQuery } from '#lib/api/queries/queries';
import type { Comparison } from '#lib/formats/compare/comparison';
import { comparisonMarkdown } from '#lib/formats/compare/comparison-markdown';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { CompareSides } from './asked-sides.ts';
import { CompareForm } from './compare-form.tsx';
import { CompareHeadline } from './compare-headline.tsx';
import { comparePath, suggestionsMax } from './compare-sides.ts';
import { ComparisonTabs } from './comparison-tabs.tsx';
import { Doubts } from './doubts.tsx';
import type { CompareTab } from './first-difference.ts';
import { firstDifference } from './first-difference.ts';
import type { SignatureChange } from './signature-changes.ts';
import { signatureChanges } from './signature-changes.ts';

type CompareViewProps = {
  readonly sides: CompareSides;
  /** `host/name`: its tags are offered for either side. */
  readonly repository: string;
  /** Where one goes from here when nothing can be compared. */
  readonly waysOn?: (problem: Problem) => ReactNode;
};

/** Two artifacts beside each other: what decides first, then every list that differs. */
export function CompareView({ sides, repository, waysOn }: CompareViewProps) {
  const [platform, setPlatform] = useState<string>();
  const [tab, setTab] = useState<CompareTab>();
  const { data, error, isPending, refetch } = useQuery(compareQuery(sides.left, sides.right, platform));
  const tags = useInfiniteQuery(tagsQuery(repository));
  const names = tags.data?.pages[0]?.names ?? [];
  return (
    <section aria-label="Comparison" className="flex min-h-0 grow flex-col">
      <div className="flex w-full max-w-6xl shrink-0 flex-col gap-2.5 px-4 py-3">
        <CompareForm
          key={`${sides.left} ${sides.right}`}
          sides={sides}
          suggestions={names.slice(0, suggestionsMax).map((name) => `${repository}:${name}`)}
        />
        {data === undefined ? null : (
          <>
            <CompareHeadline comparison={data} onOpen={setTab} />
            <Signatures sides={sides} />
            <Doubts sentences={data.doubts} />
            <Actions comparison={data} sides={sides} platform={platform} onPlatform={setPlatform} />
          </>
        )}
        {error === null ? null : (
          <>
            <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} />
            <div>{waysOn?.(problemOf(error))}</div>
          </>
        )}
        {isPending ? <SkeletonRows count={8} label="Comparing both artifacts" /> : null}
      </div>
      {data === undefined ? null : (
        <ComparisonTabs
          comparison={data}
          sides={sides}
          platform={platform}
          active={tab ?? firstDifference(data)}
          onChange={setTab}
        />
      )}
    </section>
  );
}

const changeIcons = {
  lost: 'failed',
  verdict: 'failed',
  unknown: 'cannot-check',
  gained: 'valid',
  signer: 'valid',
} as const satisfies Record<SignatureChange['change'], EvidenceCheck['state']>;

/** What differs between the signatures of both sides, once both are checked. */
function Signatures({ sides }: Pick<CompareViewProps, 'sides'>) {
  const left = useQuery(verificationQuery(sides.left));
  const right = useQuery(verificationQuery(sides.right));
  if (left.data?.whole === undefined || right.data?.whole === undefined) return null;
  const changes = signatureChanges(left.data.whole, right.data.whole);
  if (changes.length === 0) return null;
  return (
    <ul aria-label="Signatures" className="flex flex-col gap-1">
      {changes.map(({ change, text }) => (
        <li key={text} className="flex items-center gap-2 [overflow-wrap:anywhere]">
          <CheckIcon state={changeIcons[change]} />
          <span className="first-letter:uppercase">{text}</span>
        </li>
      ))}
    </ul>
  );
}

type ActionsProps = {
  readonly comparison: Comparison;
  readonly sides: CompareSides;
  readonly platform: string | undefined;
  readonly onPlatform: (platform: string) => void;
};

/** Which platform of two indexes is compared, and the comparison as text for a pull request, or as a link. */
function Actions({ comparison, sides, platform, onPlatform }: ActionsProps) {
  const { platforms, right } = comparison;
  return (
    <div className="flex flex-wrap items-center gap-3">
      {platforms.length <= 1 ? null : (
        <label className="flex items-center gap-2 text-muted">
          Platform
          <select
            value={platform ?? right.platform ?? platforms[0]}
            onChange={(event) => onPlatform(event.currentTarget.value)}
            className="h-[30px] rounded-md border border-line-strong bg-raised px-2 text-text"
          >
            {platforms.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <CopyButton text={comparisonMarkdown(comparison)} label="Copy Markdown" isWide />
      <CopyButton text={`${location.origin}${comparePath(sides)}`} label="Copy link" isWide />
    </div>
  );
}
