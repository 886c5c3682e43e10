'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import type { ListedQuestion } from '#lib/api/queries/saved-question-queries';
import { deleteQuestion, savedQuestionsQuery } from '#lib/api/queries/saved-question-queries';

type DeleteQuestionDialogProps = {
  readonly question: ListedQuestion;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
};

/** Asks before a question is deleted with what it remembers. */
export function DeleteQuestionDialog({ question, onDeleted, onClose }: DeleteQuestionDialogProps) {
  const client = useQueryClient();
  const cancel = useRef<HTMLButtonElement>(null);
  const deleting = useMutation({
    mutationFn: () => deleteQuestion(question.id),
    onSuccess: async () => {
      onDeleted();
      await client.invalidateQueries(savedQuestionsQuery);
    },
  });
  return (
    <Dialog
      title={`Delete “${question.name}”?`}
      description="What it remembers of its hits goes with it. Its feed and its address end, and nobody is told of new hits any more."
      isOpen
      onOpenChange={onClose}
      initialFocus={cancel}
    >
      {deleting.isError ? (
        <ProblemPanel problem={problemOf(deleting.error)} onRetry={() => deleting.mutate()} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button ref={cancel} look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={deleting.isPending} onClick={() => deleting.mutate()}>
          {deleting.isPending ? 'Deleting…' : 'Delete it'}
        </Button>
      </div>
    </Dialog>
  );
}
