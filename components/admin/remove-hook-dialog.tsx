'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { hooksQuery, removeHook } from '#lib/api/queries/hook-queries';

type RemoveHookDialogProps = { readonly host: string; readonly onClose: () => void };

/** Asks before the token of a registry serves no more. */
export function RemoveHookDialog({ host, onClose }: RemoveHookDialogProps) {
  const client = useQueryClient();
  const cancel = useRef<HTMLButtonElement>(null);
  const removing = useMutation({
    mutationFn: () => removeHook(host),
    onSuccess: async () => {
      await client.invalidateQueries(hooksQuery);
      onClose();
    },
  });
  return (
    <Dialog
      title={`Take no notifications of ${host}?`}
      description="Its token serves no more, and Orrery answers its notifications with 401. What changes there is noticed by the next scan."
      isOpen
      onOpenChange={onClose}
      initialFocus={cancel}
    >
      {removing.isError ? (
        <ProblemPanel problem={problemOf(removing.error)} onRetry={() => removing.mutate()} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button ref={cancel} look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={removing.isPending} onClick={() => removing.mutate()}>
          {removing.isPending ? 'Removing…' : 'Remove the token'}
        </Button>
      </div>
    </Dialog>
  );
}
