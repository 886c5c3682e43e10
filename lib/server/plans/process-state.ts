import { processGlobal } from '#lib/server/platform/process-global';
import type { Changes } from './changes.ts';
import type { Persistence } from './open-persistence.ts';

type PlansState = {
  /** Opened by our own server; undefined where nothing is changed, as in most tests. */
  persistence?: Persistence | undefined;
  /** Made by the first route handler that needs them, with the connections of the sessions. */
  changes?: Changes | undefined;
};

/** What our own server and the route handlers share of plans and their runs. */
export const plansState = processGlobal('plans', (): PlansState => ({}));

/** Ends what is running so that it can be resumed later; resolves when that is recorded, or after the grace. */
export async function stopChanges(graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const grace = setTimeout(resolve, graceMs);
  await Promise.race([plansState.changes?.stop(), promise]);
  clearTimeout(grace);
}
