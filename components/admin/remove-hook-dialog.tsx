'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/feedback/confirm-dialog';
import { hooksQuery, removeHook } from '#lib/api/queries/hook-queries';

type RemoveHookDialogProps = { readonly host: string; readonly onClose: () => void };

/** Asks before the token of a registry is taken back. */
export function RemoveHookDialog({ host, onClose }: RemoveHookDialogProps) {
  const client = useQueryClient();
  return (
    <ConfirmDialog
      title={`Take no notifications of ${host}?`}
      description="Its token stops working, and Orrery answers its notifications with 401. The next scan finds what has changed there."
      action="Remove the token"
      working="Removing…"
      act={() => removeHook(host)}
      onDone={async () => {
        await client.invalidateQueries(hooksQuery);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
