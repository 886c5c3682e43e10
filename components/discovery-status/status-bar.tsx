'use client';
import { useState } from 'react';
import { CommandLine } from '#components/ui/copy-button';
import { AskAgain } from '#components/ui/feedback/ask-again';
import { StateIcon } from '#components/ui/state-icon';
import { graphCommand } from '#lib/commands/read-commands';
import type { GraphState } from '#lib/graph/graph-state';
import { openQuestions } from '#lib/graph/open-questions';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { countArtifacts, doubtOf } from './graph-status.ts';
import { SourcesPanel } from './sources-panel.tsx';

type StatusBarProps = {
  readonly reference: Reference;
  readonly state: GraphState;
  readonly isPending: boolean;
  /** Asks everything anew, where a limit cut the walk and no single question is left to ask. */
  readonly onRefresh: () => void;
  readonly onSelect: (digest: Digest) => void;
};

/** The foot of the graph: how much was read, what it cost, what could not be answered and why. */
export function StatusBar({ reference, state, isPending, onRefresh, onSelect }: StatusBarProps) {
  const [isOpen, setOpen] = useState(false);
  const questions = openQuestions(state);
  const doubt = doubtOf(state, questions);
  const answerCount = state.answers.size;
  return (
    <footer className="relative flex min-h-[37px] shrink-0 max-[899px]:min-h-[48px] items-center gap-x-4.5 border-t border-line bg-surface px-3.5 py-1 text-sm text-muted max-[899px]:flex-wrap">
      {isOpen ? <SourcesPanel reference={reference} state={state} onSelect={onSelect} /> : null}
      <Cost state={state} isPending={isPending} />
      {doubt === undefined ? null : (
        <span className="flex min-w-0 items-center gap-1.5 text-warn" title={doubt}>
          <StateIcon state="unknown" className="text-warn" />
          <span className="min-w-0 truncate max-[899px]:whitespace-normal">{doubt}</span>
          <AskAgain reference={reference} state={state} />
          {questions.length > 0 ? null : (
            <button type="button" onClick={onRefresh} disabled={isPending} className={link}>
              Refresh everything
            </button>
          )}
        </span>
      )}
      {answerCount === 0 ? null : (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          onKeyDown={({ key }) => (key === 'Escape' ? setOpen(false) : undefined)}
          className={link}
        >
          {isOpen ? 'Hide sources' : 'Show sources'}
        </button>
      )}
      <span className="ml-auto flex min-w-0 shrink items-center max-[899px]:hidden">
        <CommandLine command={graphCommand(reference)} />
      </span>
    </footer>
  );
}

const link = 'shrink-0 rounded-sm px-1 text-muted underline hover:text-text disabled:opacity-60';

function Cost({ state, isPending }: Pick<StatusBarProps, 'state' | 'isPending'>) {
  const { requests, rateLimit } = state;
  const artifacts = countArtifacts(state);
  return (
    <span role="status" className="flex shrink-0 flex-wrap tabular-nums gap-x-4.5 min-[900px]:min-w-76">
      <span className="min-w-21 [&>b]:inline-block [&>b]:min-w-[2ch]">
        <Count value={artifacts} /> {artifacts === 1 ? 'artifact' : 'artifacts'}
      </span>
      <span>
        {isPending && state.complete === undefined ? (
          'loading…'
        ) : (
          <>
            <Count value={requests.sent} /> {requests.sent === 1 ? 'request' : 'requests'},{' '}
            <Count value={requests.cached} /> from cache, {Math.round(state.milliseconds)} ms
          </>
        )}
      </span>
      {rateLimit === undefined || rateLimit.remaining > rateLimit.limit * fewLeft ? null : (
        <span title="Reported by the registry with its last response">
          {rateLimit.remaining.toLocaleString('en')} of {rateLimit.limit.toLocaleString('en')} requests left
        </span>
      )}
    </span>
  );
}

/** The share of a rate limit from which on people should know. */
const fewLeft = 0.2;

function Count({ value }: { readonly value: number }) {
  return <b className="font-semibold text-text">{value.toLocaleString('en')}</b>;
}
