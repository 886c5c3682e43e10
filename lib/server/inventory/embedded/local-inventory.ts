import { createMutex } from '#lib/async/mutex';
import { emptyQuestions } from '#lib/inventory/questions/empty-questions';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { createScanPace } from '#lib/server/inventory/scan-pace';
import { createScanSessions } from '#lib/server/inventory/scan-session';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { inventoryFolder } from './embedded-folder.ts';
import { embeddedLimits } from './limits.ts';
import { openLocalHooks } from './local-hooks.ts';
import type { OpenInventory } from './open-embedded-inventory.ts';

const noJobs = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const nothing = { known: undefined, jobs: noJobs, failures: [] };

const setAside =
  'The inventory that was here could not be relied on, as after a power failure. It was set aside; scan again.';

/**
 * The inventory of one's own machine. Nothing of it is started, and none of its code is loaded, before somebody asks for
 * a scan; without questions and jobs it ends after a while, and the next question opens it again.
 */
export function createLocalInventory(dataDir: string, requestsPerSecond: number): InventoryService {
  const folder = inventoryFolder(dataDir);
  const pace = createScanPace(requestsPerSecond);
  const scanning = { pace, rate: requestsPerSecond, sessionFor: createScanSessions(pace) };
  const inTurn = createMutex();
  let open: OpenInventory | undefined;
  let usedAt = 0;
  let idleCheck: NodeJS.Timeout | undefined;
  const close = () =>
    inTurn(async () => {
      const closing = open;
      open = undefined;
      clearInterval(idleCheck);
      await closing?.close();
    });
  const opened = () =>
    inTurn(async () => {
      usedAt = performance.now();
      if (open !== undefined) return open;
      const { openEmbeddedInventory } = await import('./open-embedded-inventory.ts');
      const fresh = await openEmbeddedInventory(folder, scanning).catch(cannotOpen);
      open = fresh;
      void fresh.ended.then(() => (open === fresh ? close() : undefined));
      idleCheck = setInterval(() => void endWhenIdle().catch(onFault), embeddedLimits.idleCheckMs);
      idleCheck.unref();
      return fresh;
    });
  const endWhenIdle = async () => {
    if (open === undefined || performance.now() - usedAt < embeddedLimits.idleMs) return;
    if (!(await open.isAtWork())) await close();
  };
  const service = async () => (await opened()).service;
  // Where nobody has ever asked for a scan, no question makes a database.
  const kept = async () => (open === undefined && !folder.isThere() ? undefined : await service());
  return {
    describe: async (scope) => {
      if ((await kept()) === undefined) return nothing;
      const { service: known, wasSetAside } = await opened();
      return { ...(await known.describe(scope)), ...(wasSetAside ? { notice: setAside } : {}) };
    },
    // Asks the registry alone: who only wants to know what a scan costs opens nothing.
    estimate: async (scope, session, signal) => {
      const { estimateFor } = await import('#lib/server/inventory/estimate-for');
      const { rate, sessionFor } = scanning;
      return await estimateFor(scope, { session: sessionFor(scope.host, session), rate, signal });
    },
    start: async (...asked) => await (await service()).start(...asked),
    find: async (id) => await (await kept())?.find(id),
    cancel: async (scope) => await (await kept())?.cancel(scope),
    pause: async (...asked) => await (await kept())?.pause(...asked),
    resume: async (...asked) => await (await kept())?.resume(...asked),
    retry: async (...asked) => (await (await kept())?.retry(...asked)) ?? 0,
    forget: async (scope) => await (await kept())?.forget(scope),
    addQuestionJob: async (job) => await (await kept())?.addQuestionJob(job),
    notify: async (...asked) => await (await kept())?.notify(...asked),
    questions: async () => (await (await kept())?.questions()) ?? emptyQuestions,
    hooks: openLocalHooks(dataDir),
    close,
  };
}

function cannotOpen(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw problemError('store-unavailable', `The inventory of this machine cannot be opened: ${reason}`, {
    cause,
  });
}

function onFault(err: unknown): void {
  getLog().error({ err }, 'the inventory of this machine was not ended');
}
