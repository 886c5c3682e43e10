'use client';

import { useState } from 'react';
import { CommandLine } from '#components/ui/copy-button';
import { AnswerList } from '#components/ui/feedback/answer-list';
import { AskAgain } from '#components/ui/feedback/ask-again';
import { KindIcon } from '#components/ui/kind-icon';
import { StateIcon } from '#components/ui/state-icon';
import { graphCommand } from '#lib/commands/read-commands';
import type { GraphState } from '#lib/graph/graph-state';
import { isOpen } from '#lib/graph/model';
import { openQuestions } from '#lib/graph/open-questions';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { countArtifacts, doubtOf } from './graph-status.ts';

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
  const [isListOpen, setListOpen] = useState(false);
  const questions = openQuestions(state);
  const doubt = doubtOf(state, questions);
  const answerCount = state.answers.size;
  return (
    <footer className="relative flex min-h-[37px] shrink-0 max-[899px]:min-h-[48px] items-center gap-x-4.5 border-t border-line bg-surface px-3.5 py-1 text-sm text-muted max-[899px]:flex-wrap max-[480px]:content-start">
      {isListOpen ? <SourcesPanel reference={reference} state={state} onSelect={onSelect} /> : null}
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
          aria-expanded={isListOpen}
          onClick={() => setListOpen(!isListOpen)}
          onKeyDown={({ key }) => (key === 'Escape' ? setListOpen(false) : undefined)}
          className={link}
        >
          {isListOpen ? 'Hide sources' : 'Show sources'}
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
    <span
      role="status"
      className="flex shrink-0 flex-wrap tabular-nums gap-x-4.5 max-[480px]:w-full min-[900px]:min-w-88"
    >
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
        <span title="From the last response of the registry">
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

type SourcesPanelProps = {
  readonly reference: Reference;
  readonly state: GraphState;
  readonly onSelect: (digest: Digest) => void;
};

/** More nodes with an open question than these are a number. */
const shownMax = 50;

/** The sources of the facts about this artifact, and the open questions about every other node. */
function SourcesPanel({ reference, state, onSelect }: SourcesPanelProps) {
  const byNode = Map.groupBy(state.answers.values(), ({ about }) => about);
  const own = state.root === undefined ? [] : (byNode.get(state.root) ?? []);
  const others = [...byNode].flatMap(([digest, answers]) => {
    const open = digest === state.root ? [] : answers.filter(isOpen);
    return open.length === 0 ? [] : [{ digest, open }];
  });
  return (
    <section
      aria-label="Sources"
      className="absolute bottom-full left-3 z-20 mb-2 max-h-[60vh] w-[34rem] max-w-[calc(100vw-1.5rem)] overflow-auto rounded-lg border border-line-strong bg-raised p-4 text-base text-text shadow-raised"
    >
      <AnswerList answers={own} />
      {state.limits.map((limit) => (
        <p key={limit} className="mt-2.5 text-warn">
          Incomplete: {limit}
        </p>
      ))}
      {others.slice(0, shownMax).map(({ digest, open }) => (
        <div key={digest} className="mt-3 border-t border-line pt-3">
          <NodeTitle digest={digest} state={state} onSelect={onSelect} />
          <AnswerList answers={open} />
          <AskAgain reference={reference} state={state} about={digest} />
        </div>
      ))}
      {others.length > shownMax ? (
        <p className="mt-3 text-muted">
          and {(others.length - shownMax).toLocaleString('en')} more artifacts with open questions
        </p>
      ) : null}
    </section>
  );
}

type NodeTitleProps = Omit<SourcesPanelProps, 'reference'> & { readonly digest: Digest };

function NodeTitle({ digest, state, onSelect }: NodeTitleProps) {
  const node = state.nodes.get(digest);
  return (
    <button
      type="button"
      onClick={() => onSelect(digest)}
      className="mb-1.5 flex max-w-full items-center gap-1.5 rounded-sm font-semibold underline decoration-line-strong"
    >
      {node === undefined ? null : <KindIcon kind={node.kind} />}
      <span className="truncate">{node?.title ?? formatShortDigest(digest)}</span>
    </button>
  );
}
