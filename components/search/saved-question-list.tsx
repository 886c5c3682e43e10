'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import type { ListedQuestion } from '#lib/api/queries/saved-question-queries';
import { savedQuestionsQuery } from '#lib/api/queries/saved-question-queries';
import { formatDay } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { QuestionDialog } from './question-dialog.tsx';
import { hitsText, questionPath, questionSentence, readyQuestions } from './question-words.ts';

type SavedQuestionListProps = { readonly onOpen: (id: string) => void };

/** The questions that are saved, with their hits, and some that are ready to be saved. */
export function SavedQuestionList({ onOpen }: SavedQuestionListProps) {
  const query = useQuery(savedQuestionsQuery);
  const [saving, setSaving] = useState<(typeof readyQuestions)[number]>();
  return (
    <>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={3} label="Reading the saved questions" />}
        className="m-4"
      >
        {({ questions }) =>
          questions.length === 0 ? null : (
            <section aria-label="Saved questions">
              <h2 className="border-b border-line px-4 pt-4 pb-1.5 font-semibold">Saved questions</h2>
              <ul>
                {questions.map((question) => (
                  <SavedQuestionRow key={question.id} question={question} />
                ))}
              </ul>
            </section>
          )
        }
      </QueryState>
      <section aria-label="Ready-made questions">
        <h2 className="border-b border-line px-4 pt-4 pb-1.5 font-semibold">Ready to be saved</h2>
        <ul>
          {readyQuestions.map((ready) => (
            <li key={ready.name} className="flex items-center gap-3 border-b border-line px-4 py-2">
              <span className="min-w-0 grow">
                <PageLink
                  href={questionPath(ready.question)}
                  className="font-medium text-accent hover:underline"
                >
                  {ready.name}
                </PageLink>
                <span className="block text-sm text-muted">{questionSentence(ready.question)}</span>
              </span>
              <Button aria-label={`Save “${ready.name}”`} onClick={() => setSaving(ready)}>
                Save
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {saving === undefined ? null : (
        <QuestionDialog asked={saving} onSaved={onOpen} onClose={() => setSaving(undefined)} />
      )}
    </>
  );
}

function SavedQuestionRow({ question }: { readonly question: ListedQuestion }) {
  const { id, name, owner, hits, webhook } = question;
  const count = hitsText(question);
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 border-b border-line px-4 py-2">
      <span className="min-w-0 grow basis-60">
        <PageLink
          href={`/search?saved=${id}`}
          className="font-medium break-words text-accent hover:underline"
        >
          {showHidden(name)}
        </PageLink>
        <span className="block text-sm break-words text-muted">
          {showHidden(questionSentence(question.question))}
          {owner === undefined ? '' : ` · shared by ${showHidden(owner)}`}
        </span>
        {webhook?.lastError === undefined ? null : (
          <span className="block text-sm text-bad">
            The last message to its webhook failed: {webhook.lastError}
          </span>
        )}
      </span>
      <span className="text-sm text-muted tabular-nums">
        {count === undefined || hits === undefined ? null : (
          <>
            <span className="font-medium text-text">{count}</span>{' '}
            <span title={hits.since}>since {formatDay(hits.since, Date.now())}</span>
          </>
        )}
      </span>
    </li>
  );
}
