'use client';
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '#components/ui/problem-of.ts';
import { useCountdown } from '#components/ui/use-countdown.ts';
import { askAgain } from '#lib/api/queries/ask-again';
import type { GraphState } from '#lib/graph/graph-state';
import { openQuestions } from '#lib/graph/open-questions';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { longestWait } from './answer-text.ts';

type AskAgainProps = {
  readonly reference: Reference;
  readonly state: GraphState;
  /** Only the questions about this node; all questions when left out. */
  readonly about?: Digest;
};

/** Asks only the open questions again. A wait that the registry asked for is counted down first. */
export function AskAgain({ reference, state, about }: AskAgainProps) {
  const client = useQueryClient();
  const mutationKey = ['ask-again', formatReference(reference)];
  const isAsking = useIsMutating({ mutationKey }) > 0;
  const questions = openQuestions(state).filter((open) => about === undefined || open.about === about);
  const asking = useMutation({
    mutationKey,
    mutationFn: () => askAgain(client, { reference, state, questions }),
  });
  const longest = longestWait(state, about);
  const wait = useCountdown(longest?.retryAfterSeconds, longest);
  if (questions.length === 0) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => asking.mutate()}
        disabled={isAsking || wait > 0}
        className="shrink-0 rounded-sm px-1 text-muted underline hover:text-text disabled:no-underline"
      >
        {isAsking ? 'Asking…' : wait > 0 ? `Ask again in ${formatWait(wait)}` : 'Ask again'}
      </button>
      {asking.isError ? (
        <span role="alert" className="min-w-0 truncate text-bad">
          {problemOf(asking.error).title}
        </span>
      ) : null}
    </>
  );
}

function formatWait(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
