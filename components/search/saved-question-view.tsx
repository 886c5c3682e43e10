'use client';
import { useQuery } from '@tanstack/react-query';
import { Download, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonClass } from '#components/ui/button';
import { download } from '#components/ui/download.ts';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { LeftOutNote } from '#components/ui/left-out-note';
import { Menu, MenuItem } from '#components/ui/menu';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { questionFile, savedQuestionQuery } from '#lib/api/queries/saved-question-queries';
import type { JsonOf } from '#lib/api/routes/route-types';
import { showHidden } from '#lib/text/untrusted-text';
import { DeleteQuestionDialog } from './delete-question-dialog.tsx';
import { HitChanges, HitList } from './hit-lists.tsx';
import { QuestionAddressesDialog } from './question-addresses-dialog.tsx';
import { QuestionDialog } from './question-dialog.tsx';
import { doubtsText, questionPath, questionSentence, webhookText } from './question-words.ts';
import { countOf } from './search-words.ts';

type Answer = JsonOf<'GET /api/questions/{id}'>;
type SavedQuestionViewProps = { readonly id: string; readonly onLeave: () => void };

/** A saved question: what it finds now, what changed, and the ways to use it elsewhere. */
export function SavedQuestionView({ id, onLeave }: SavedQuestionViewProps) {
  const query = useQuery(savedQuestionQuery(id));
  return (
    <section aria-label="Saved question" className="min-h-0 grow overflow-auto">
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={6} label="Asking the question" />}
        className="m-4"
      >
        {(answer) => (
          <>
            <QuestionHead answer={answer} onLeave={onLeave} />
            <LeftOutNote notAsked={answer.notAsked} />
            <div className="grid gap-x-8 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <HitList answer={answer} />
              <HitChanges changes={answer.changes} />
            </div>
          </>
        )}
      </QueryState>
    </section>
  );
}

type QuestionHeadProps = { readonly answer: Answer; readonly onLeave: () => void };

function QuestionHead({ answer, onLeave }: QuestionHeadProps) {
  const { question } = answer;
  const [dialog, setDialog] = useState<'change' | 'delete' | 'addresses'>();
  const close = () => setDialog(undefined);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3">
      <div className="min-w-0 grow basis-72">
        <h2 className="text-lg font-semibold break-words">{showHidden(question.name)}</h2>
        <p className="break-words text-muted">{showHidden(questionSentence(question.question))}</p>
        <p role="status" className="mt-1 font-medium">
          {answer.more ? 'More than ' : ''}
          {countOf(answer.hits, 'hit')}
          {doubtsText(question.question, answer)}
        </p>
        {question.webhook === undefined ? null : <WebhookNote webhook={question.webhook} />}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <PageLink href={questionPath(question.question)} className={buttonClass()}>
          {question.question.about === 'search' ? 'Open the search' : 'Open the inventory'}
        </PageLink>
        <Button onClick={() => download(questionFile(question.id))}>
          <Download size={14} aria-hidden="true" /> CSV
        </Button>
        <Button onClick={() => setDialog('addresses')}>CI and feed</Button>
        {question.own ? (
          <Menu label="More about this question" trigger={<Ellipsis size={16} aria-hidden="true" />}>
            <MenuItem onSelect={() => setDialog('change')}>Rename or change…</MenuItem>
            <MenuItem look="danger" onSelect={() => setDialog('delete')}>
              Delete…
            </MenuItem>
          </Menu>
        ) : null}
      </div>
      {dialog === 'change' ? <QuestionDialog asked={question} onSaved={close} onClose={close} /> : null}
      {dialog === 'delete' ? (
        <DeleteQuestionDialog question={question} onDeleted={onLeave} onClose={close} />
      ) : null}
      {dialog === 'addresses' ? <QuestionAddressesDialog question={question} onClose={close} /> : null}
    </div>
  );
}

function WebhookNote({ webhook }: { readonly webhook: NonNullable<Answer['question']['webhook']> }) {
  if (webhook.lastError === undefined)
    return <p className="mt-1 text-sm break-words text-muted">{webhookText(webhook, Date.now())}</p>;
  return (
    <p className="mt-1 break-words text-bad">The last message to its webhook failed: {webhook.lastError}</p>
  );
}
