'use client';
import { useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/feedback/confirm-dialog';
import { adminRegistriesQuery, removeServiceAccount } from '#lib/api/queries/service-account-queries';

type RemoveAccountDialogProps = { readonly host: string; readonly onClose: () => void };

/** Asks before the account of Orrery at a registry is forgotten. */
export function RemoveAccountDialog({ host, onClose }: RemoveAccountDialogProps) {
  const client = useQueryClient();
  return (
    <ConfirmDialog
      title={`Forget the account at ${host}?`}
      description="Orrery forgets its password. The account at the registry stays; who used it here needs credentials of their own."
      action="Forget it"
      working="Forgetting…"
      act={() => removeServiceAccount(host)}
      onDone={async () => {
        await client.invalidateQueries(adminRegistriesQuery);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
