import type { JobScope } from '#lib/inventory/queue/job-queue';
import type { InventoryState } from '#lib/server/inventory/inventory-state';
import type { AskedScopes } from './asked-scopes.ts';
import { isAskedFor } from './asked-scopes.ts';
import { embeddedLimits } from './limits.ts';
import type { OpenInventory } from './open-embedded-inventory.ts';
import type { WhileUsed } from './open-while-used.ts';

/** What is known of registries, also while the inventory is closed. */
type LocalStates = {
  readonly get: (scope: JobScope, life: WhileUsed) => Promise<InventoryState>;
  /** Keeps what was asked about as it is now: nothing changes while the inventory is closed. */
  readonly keep: (open: OpenInventory) => Promise<void>;
  /** What was kept may not be true any more. */
  readonly drop: () => void;
};

const noJobs = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const nothing: InventoryState = { known: undefined, jobs: noJobs, failures: [] };

const setAside =
  'The inventory that was here could not be relied on, as after a power failure. It was set aside, and is made again.';

const large =
  'More than 10,000 images are kept here, for which questions take long. Give Orrery a PostgreSQL: set ORRERY_DATABASE_URL, and ORRERY_INVENTORY=on.';

/** A page that stays open keeps asking, and that opens no inventory, and keeps none open in which nothing is under way. */
export function createLocalStates(asked: AskedScopes): LocalStates {
  const seen = new Map<string, JobScope>();
  const kept = new Map<string, InventoryState>();
  return {
    get: async (scope, life) => {
      const name = `${scope.host}/${scope.repository ?? ''}`;
      const isOpen = life.current() !== undefined;
      if (!isOpen && !isAskedFor(asked.read(), scope)) return nothing;
      const last = isOpen ? undefined : kept.get(name);
      if (last !== undefined) return last;
      if (seen.size >= embeddedLimits.seenMax) seen.clear();
      seen.set(name, scope);
      const { service, wasSetAside } = await life.use(isOpen ? 'nobody' : 'person');
      const state = await service.describe(scope);
      if (isWaitedFor(state)) await life.use('person');
      return withNotice(state, wasSetAside);
    },
    keep: async ({ service, wasSetAside }) => {
      for (const [name, scope] of seen)
        kept.set(name, withNotice(await service.describe(scope), wasSetAside));
    },
    drop: () => kept.clear(),
  };
}

/** With what a person has to know: that it was lost, or that it has become larger than it should. */
function withNotice(state: InventoryState, wasSetAside: boolean): InventoryState {
  if (wasSetAside) return { ...state, notice: setAside };
  const isLarge = (state.known?.subjects ?? 0) > embeddedLimits.imagesMax;
  return isLarge ? { ...state, notice: large } : state;
}

/** Whether something is under way that a person may be waiting for. */
function isWaitedFor({ jobs, known }: InventoryState): boolean {
  return jobs.waiting + jobs.active > 0 && known?.pause === undefined;
}
