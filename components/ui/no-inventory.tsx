import { EmptyState } from './placeholder.tsx';

/** Stands where an inventory is asked for, and none is kept. */
export function NoInventory() {
  return (
    <EmptyState title="This Orrery keeps no inventory">
      Its operator can switch it on: set ORRERY_INVENTORY=on and start Orrery again.
    </EmptyState>
  );
}
