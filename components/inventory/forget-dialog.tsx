import { useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '#components/ui/feedback/confirm-dialog';
import type { InventoryScope } from '#lib/api/queries/inventory-queries';
import { forgetScope } from '#lib/api/queries/inventory-queries';

type ForgetDialogProps = { readonly scope: InventoryScope; readonly onClose: () => void };

/** Asks before what was learned of a registry or repository is forgotten. */
export function ForgetDialog({ scope, onClose }: ForgetDialogProps) {
  const { host, repository } = scope;
  const client = useQueryClient();
  return (
    <ConfirmDialog
      title={`Forget ${repository === undefined ? host : `${host}/${repository}`}?`}
      description="Orrery deletes what its scans found there and does not look again. The registry does not change, and a new scan finds it all again."
      action="Forget it"
      working="Forgetting…"
      act={() => forgetScope(scope)}
      onDone={async () => {
        // Other pages answer from what is forgotten: they ask again when they are opened.
        await client.invalidateQueries({ refetchType: 'none' });
        await client.resetQueries({ queryKey: ['inventory'] });
        onClose();
      }}
      onClose={onClose}
    />
  );
}
