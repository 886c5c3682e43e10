'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/feedback/confirm-dialog';
import { endSessionOf, sessionListQuery } from '#lib/api/queries/admin-queries';
import { showHidden } from '#lib/text/untrusted-text';
import type { ListedSession } from './listed-session.ts';

type EndSessionDialogProps = { readonly session: ListedSession; readonly onClose: () => void };

/** Asks before a session is ended, and says what that means. */
export function EndSessionDialog({ session, onClose }: EndSessionDialogProps) {
  const { id, isOwn } = session;
  const name = showHidden(session.name);
  const client = useQueryClient();
  return (
    <ConfirmDialog
      title={isOwn ? 'End your own session?' : `End the session of ${name}?`}
      description={
        isOwn
          ? 'You are signed out in this browser.'
          : `That browser is signed out at once, at every replica. ${name} can sign in again: to keep somebody out, change their groups at the identity provider.`
      }
      action="End the session"
      working="Ending…"
      act={() => endSessionOf(id)}
      onDone={async () => {
        if (isOwn) return window.location.assign('/');
        await client.invalidateQueries(sessionListQuery);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
