import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { forgetScope } from '#lib/api/queries/inventory-queries';

type ForgetDialogProps = { readonly scope: InventoryScope; readonly onClose: () => void };

/** Asks before what was learned of a registry or repository is forgotten. */
export function ForgetDialog({ scope, onClose }: ForgetDialogProps) {
  const { host, repository } = scope;
  const client = useQueryClient();
  const cancel = useRef<HTMLButtonElement>(null);
  const forgetting = useMutation({
    mutationFn: () => forgetScope(scope),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['inventory'] });
      onClose();
    },
  });
  return (
    <Dialog
      title={`Forget ${repository === undefined ? host : `${host}/${repository}`}?`}
      description="Orrery forgets what its scans have learned there, and does not look again. Nothing changes at the registry; a new scan learns it again."
      isOpen
      onOpenChange={onClose}
      initialFocus={cancel}
    >
      {forgetting.isError ? (
        <ProblemPanel problem={problemOf(forgetting.error)} onRetry={() => forgetting.mutate()} />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button ref={cancel} look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" disabled={forgetting.isPending} onClick={() => forgetting.mutate()}>
          {forgetting.isPending ? 'Forgetting…' : 'Forget it'}
        </Button>
      </div>
    </Dialog>
  );
}
