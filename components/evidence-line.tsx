'use client';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useState } from 'react';
import { writeView } from '#components/graph/view/view-query.ts';
import { EvidenceMark } from '#components/ui/evidence-mark';
import { KindIcon } from '#components/ui/kind-icon';
import { Skeleton } from '#components/ui/placeholder';
import { ScrollRow } from '#components/ui/scroll-row';
import { verificationQuery } from '#components/ui/verification/verification-query.ts';
import { findingsQuery } from '#lib/api/queries/findings-query';
import type { GraphState } from '#lib/graph/graph-state';
import type { Digest } from '#lib/oci/digest';
import type { FindingsAnswer } from './head-line.ts';
import { firstParts, headLine } from './head-line.ts';
import type { HeadPart, VerificationAnswer } from './head-signatures.ts';

type EvidenceLineProps = {
  /** `host/name:tag` or `host/name@digest` of the page. */
  readonly reference: string;
  readonly state: GraphState;
  /** Shows a tab of what holds an answer. */
  readonly onOpen: (digest: Digest, tab: string) => void;
};

/** What is open, excused, signed, from where and of what: each answer leads to the document that gives it. */
export function EvidenceLine({ reference, state, onOpen }: EvidenceLineProps) {
  const [now] = useState(() => Date.now());
  const { data, error } = useQuery(findingsQuery(reference));
  const findings: FindingsAnswer =
    data !== undefined
      ? { state: 'known', findings: data }
      : error === null
        ? { state: 'asking' }
        : { state: 'failed', reason: error.message };
  const parts = headLine(state, { findings, verification: useVerificationAnswer(reference) }, now);
  // Later walks ask again about what is there already, and leave it where it is.
  const [wasKnown, setWasKnown] = useState(false);
  const isKnown = parts.every((part) => part.state !== 'asking');
  if (isKnown && !wasKnown) setWasKnown(true);
  return (
    <ScrollRow>
      <ul aria-label="Evidence" className="flex h-[27px] items-center gap-x-2 whitespace-nowrap">
        {(wasKnown ? parts : firstParts(parts)).map((part) => (
          <li
            key={part.id}
            className="flex shrink-0 items-center gap-x-2 not-first:before:text-faint not-first:before:content-['·']"
          >
            <Part part={part} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </ScrollRow>
  );
}

// The page asks once its graph is there; here the answer is awaited.
function useVerificationAnswer(reference: string): VerificationAnswer {
  const { data, error } = useQuery({ ...verificationQuery(reference), enabled: false });
  if (data?.whole !== undefined) return { state: 'known', verification: data.whole };
  return error === null ? { state: 'asking' } : { state: 'failed', reason: error.message };
}

type PartProps = { readonly part: HeadPart } & Pick<EvidenceLineProps, 'onOpen'>;

function Part({ part, onOpen }: PartProps) {
  const { state, text, title, target, tab = 'content' } = part;
  if (state === 'asking')
    return (
      <span className="flex items-center gap-1.5">
        <Skeleton className="size-4 rounded-full" />
        <Skeleton className="h-3 w-24" />
        <span className="sr-only">{text}: loading</span>
      </span>
    );
  const look = clsx(
    'flex items-center gap-1.5',
    { found: '', failed: 'text-bad', none: 'text-muted', unknown: 'text-warn' }[state],
  );
  if (target === undefined)
    return (
      <span className={look} title={title}>
        <PartIcon part={part} />
        {text}
      </span>
    );
  return (
    <a
      href={`?${writeView(location.search, { selected: target, tab })}`}
      title={title}
      className={clsx(look, 'rounded-sm')}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(target, tab);
      }}
    >
      <PartIcon part={part} />
      <span className="underline decoration-line-strong underline-offset-3 hover:decoration-current">
        {text}
      </span>
    </a>
  );
}

function PartIcon({ part: { kind, state, check } }: { readonly part: HeadPart }) {
  if (state === 'none' || state === 'unknown') return <EvidenceMark state={state} />;
  return <KindIcon kind={kind} check={state === 'failed' ? 'failed' : check} />;
}
