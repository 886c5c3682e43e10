'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { adminRegistriesQuery, removeServiceAccount } from '#lib/api/queries/service-account-queries';

type RemoveAccountDialogProps = { readonly host: string; readonly onClose: () => void };

/** Asks before the account of Orrery at a registry is forgotten. */
export function RemoveAccountDialog({ host, onClose }: RemoveAccountDialogProps) {
  const client = useQueryClient();
  const cancel = useRef<HTMLButtonElement>(null);
  const removing = useMutation({
    mutationFn: () => removeServiceAccount(host),
    onSuccess: async () => {
      await client.invalidateQueries(adminRegistriesQuery);
      onClose();
    },
  });
  return (
    <Dialog
      title={`Forget the account at ${host}?`}
      description="Orrery forgets its password. The account at the registry stays; who used it here needs credentials of their own."
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
          {removing.isPending ? 'Forgetting…' : 'Forget it'}
        </Button>
      </div>
    </Dialog>
  );
}
