'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/feedback/confirm-dialog';
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
  return (
    <ConfirmDialog
      title={`Delete “${question.name}”?`}
      description="What it remembers of its hits goes with it. Its feed and its address end, and nobody is told of new hits any more."
      action="Delete it"
      working="Deleting…"
      act={() => deleteQuestion(question.id)}
      onDone={async () => {
        onDeleted();
        await client.invalidateQueries(savedQuestionsQuery);
      }}
      onClose={onClose}
    />
  );
}
