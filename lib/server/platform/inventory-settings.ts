import { z } from 'zod';
import { StartError } from './start-error.ts';

/** How whole registries are scanned, and who is told what was found. */
export type InventorySettings = {
  /** `web` answers people, `worker` scans, `all` does both. */
  readonly role: 'all' | 'web' | 'worker';
  /** Requests in a second that a registry gets of scans. */
  readonly requestsPerSecond: number;
  /** `registry`: people of a team are told of what the registry lets their own credentials read, besides their role. */
  readonly access: 'roles' | 'registry';
};

/** The variables of the inventory. */
export const inventoryVariables = {
  ORRERY_INVENTORY: z.enum(['on', 'off'], 'must be on or off.').optional(),
  ORRERY_INVENTORY_ACCESS: z.enum(['roles', 'registry'], 'must be roles or registry.').optional(),
  ORRERY_ROLE: z.enum(['all', 'web', 'worker'], 'must be all, web or worker.').default('all'),
  ORRERY_SCAN_RATE: z
    .string()
    .regex(/^\d{1,4}(?:\.\d{1,3})?$/, 'must be a number of requests in a second.')
    .transform(Number)
    .refine((rate) => rate > 0, 'must be more than 0.')
    .default(5),
};

const variables = z.object(inventoryVariables);

type Values = z.infer<typeof variables> & {
  readonly ORRERY_DATABASE_URL?: unknown;
  readonly ORRERY_PUBLIC_URL?: unknown;
};

/**
 * The settings of the inventory; undefined where it is off.
 *
 * @throws StartError `setting` for those that say nothing together
 */
export function readInventory(values: Values): InventorySettings | undefined {
  const { ORRERY_ROLE: role, ORRERY_SCAN_RATE: requestsPerSecond, ORRERY_INVENTORY_ACCESS: access } = values;
  const isShared = values.ORRERY_DATABASE_URL !== undefined;
  if (access === 'registry' && values.ORRERY_PUBLIC_URL === undefined) {
    const message = 'ORRERY_INVENTORY_ACCESS=registry is for the people of a team: set ORRERY_PUBLIC_URL.';
    throw new StartError('setting', message);
  }
  // On one machine it costs nothing before somebody asks for a scan; in a database it makes tables at once.
  const isOn = (values.ORRERY_INVENTORY ?? (isShared ? 'off' : 'on')) === 'on';
  if (isOn && (role === 'all' || isShared)) return { role, requestsPerSecond, access: access ?? 'roles' };
  if (role === 'all') return undefined;
  const message =
    'ORRERY_ROLE shares the work of the inventory: set ORRERY_INVENTORY=on and ORRERY_DATABASE_URL, or leave it out.';
  throw new StartError('setting', message);
}
