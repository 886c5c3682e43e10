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
      description="Its history of hits is deleted too. Its feed and its addresses stop working, and its webhook gets no more messages."
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
