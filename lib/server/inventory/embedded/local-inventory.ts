import { join } from 'node:path';
import { emptyQuestions } from '#lib/inventory/questions/empty-questions';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import { problemError } from '#lib/server/platform/problem-error';
import type { Session } from '#lib/server/sessions/session';
import { openAskedScopes } from './asked-scopes.ts';
import { inventoryFolder } from './embedded-folder.ts';
import { openLocalHooks } from './local-hooks.ts';
import { createLooks } from './local-looks.ts';
import { createLocalStates } from './local-states.ts';
import type { openEmbeddedInventory, Scanning } from './open-embedded-inventory.ts';
import { openWhileUsed } from './open-while-used.ts';

const openWithEngine: typeof openEmbeddedInventory = async (...given) =>
  (await import('./open-embedded-inventory.ts')).openEmbeddedInventory(...given);

/**
 * The inventory of one's own machine. Nothing of it is started, and none of its code is loaded, before somebody asks for
 * a scan. From then on it looks again once an hour at what is due; without questions and jobs it ends after a while, and
 * the next question opens it again.
 */
export function createLocalInventory(
  dataDir: string,
  requestsPerSecond: number,
  openFolder = openWithEngine,
): InventoryService {
  const folder = inventoryFolder(dataDir);
  const asked = openAskedScopes(join(dataDir, 'inventory', 'scans.json'));
  const pace = createScanPace(requestsPerSecond);
  const scanning = { pace, rate: requestsPerSecond, sessionFor: createScanSessions(pace) };
  const states = createLocalStates(asked);
  const life = openWhileUsed({
    open: async () => {
      states.drop();
      const isNew = !folder.isThere();
      const open = await openFolder(folder, scanning).catch(cannotOpen);
      if (isNew || open.wasSetAside) await looks.refill(open);
      return open;
    },
    beforeIdle: states.keep,
  });
  const looks = createLooks(asked, life);
  // Where nobody has ever asked for a scan, no question makes a database.
  const isThere = () => life.current() !== undefined || folder.isThere() || asked.read().scopes.length > 0;
  const kept = async () => (isThere() ? (await life.use('person')).service : undefined);
  const withAccount = async (host: string, session: Session) =>
    await looks.hasAccount(host, (await life.use('person')).service, session);
  return {
    describe: async (scope) => ({ ...(await states.get(scope, life)), ...looks.of(scope) }),
    estimate: estimateWith(scanning),
    start: async (scope, session) => {
      const service = await withAccount(scope.host, session);
      looks.ask(scope, session);
      return await service.start(scope, session);
    },
    ...passedOn(kept),
    find: async (id) => {
      const scan = await (await kept())?.find(id);
      return scan === undefined ? undefined : { ...scan, ...looks.of(scan.scope) };
    },
    resume: async (host, session) => {
      if ((await kept()) !== undefined) await (await withAccount(host, session)).resume(host, session);
    },
    retry: async (host, session) =>
      (await kept()) === undefined ? 0 : await (await withAccount(host, session)).retry(host, session),
    forget: async (scope) => {
      await (await kept())?.forget(scope);
      asked.remove(scope);
      if (asked.read().scopes.length > 0) return;
      await life.close();
      if (life.current() === undefined) folder.remove();
    },
    hooks: openLocalHooks(dataDir),
    close: async () => {
      looks.close();
      await life.close();
    },
  };
}

/** What is done by an inventory that there is, and is nothing where nobody has ever asked for a scan. */
function passedOn(
  kept: () => Promise<Omit<InventoryService, 'hooks'> | undefined>,
): Pick<InventoryService, 'cancel' | 'pause' | 'notify' | 'questions' | 'addQuestionJob'> {
  return {
    cancel: async (scope) => await (await kept())?.cancel(scope),
    pause: async (...given) => await (await kept())?.pause(...given),
    notify: async (...given) => await (await kept())?.notify(...given),
    questions: async () => (await (await kept())?.questions()) ?? emptyQuestions,
    addQuestionJob: async (job) => await (await kept())?.addQuestionJob(job),
  };
}

/** Asks the registry alone: who only wants to know what a scan costs opens nothing. */
function estimateWith({ rate, sessionFor }: Scanning): InventoryService['estimate'] {
  return async (scope, session, signal) => {
    const { estimateFor } = await import('#lib/server/inventory/estimate-for');
    return await estimateFor(scope, { session: sessionFor(scope.host, session), rate, signal });
  };
}

function cannotOpen(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw problemError('store-unavailable', `The inventory of this machine cannot be opened: ${reason}`, {
    cause,
  });
}
