'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { endSessionOf, sessionListQuery } from '#lib/api/queries/admin-queries';
import { showHidden } from '#lib/text/untrusted-text';
import type { ListedSession } from './listed-session.ts';

type EndSessionDialogProps = { readonly session: ListedSession; readonly onClose: () => void };

/** Asks before a session is ended, and says what that means. */
export function EndSessionDialog({ session, onClose }: EndSessionDialogProps) {
  const { id, isOwn } = session;
  const name = showHidden(session.name);
  const client = useQueryClient();
  const cancel = useRef<HTMLButtonElement>(null);
  const ending = useMutation({
    mutationFn: () => endSessionOf(id),
    onSuccess: async () => {
      if (isOwn) return window.location.assign('/');
      await client.invalidateQueries(sessionListQuery);
      onClose();
    },
  });
  return (
    <Dialog
      title={isOwn ? 'End your own session?' : `End the session of ${name}?`}
      description={
        isOwn
          ? 'You are signed out in this browser.'
          : `That browser is signed out at once, at every replica. ${name} can sign in again: to keep somebody out, change their groups at the identity provider.`
      }
      isOpen
      onOpenChange={onClose}
      initialFocus={cancel}
    >
      {ending.isError ? (
        <ProblemPanel problem={problemOf(ending.error)} onRetry={() => ending.mutate()} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button ref={cancel} look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={ending.isPending} onClick={() => ending.mutate()}>
          {ending.isPending ? 'Ending…' : 'End the session'}
        </Button>
      </div>
    </Dialog>
  );
}
