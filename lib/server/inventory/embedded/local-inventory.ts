import { createMutex } from '#lib/async/mutex';
import { emptyQuestions } from '#lib/inventory/questions/empty-questions';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { embeddedLimits } from './limits.ts';
import type { OpenInventory } from './open-embedded-inventory.ts';

const noJobs = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const nothing = { known: undefined, jobs: noJobs, failures: [] };

const setAside =
  'The inventory that was here could not be relied on, as after a power failure. It was set aside; scan again.';

/**
 * The inventory of one's own machine. Nothing of it is started before somebody asks for a scan; without questions and
 * jobs it ends after a while, and the next question opens it again.
 */
export function createLocalInventory(dataDir: string, requestsPerSecond: number): InventoryService {
  const inTurn = createMutex();
  let open: OpenInventory | undefined;
  let usedAt = 0;
  const load = () => import('./open-embedded-inventory.ts');
  const close = () =>
    inTurn(async () => {
      const closing = open;
      open = undefined;
      await closing?.close();
    });
  const opened = () =>
    inTurn(async () => {
      usedAt = performance.now();
      if (open !== undefined) return open;
      const { inventoryFolder, openEmbeddedInventory } = await load();
      const fresh = await openEmbeddedInventory(inventoryFolder(dataDir), requestsPerSecond).catch(
        cannotOpen,
      );
      open = fresh;
      void fresh.ended.then(() => {
        if (open === fresh) void close();
      });
      return fresh;
    });
  const timer = setInterval(() => void endWhenIdle().catch(onFault), embeddedLimits.idleCheckMs);
  timer.unref();
  const endWhenIdle = async () => {
    if (open === undefined || performance.now() - usedAt < embeddedLimits.idleMs) return;
    if (!(await open.isAtWork())) await close();
  };
  const service = async () => (await opened()).service;
  return {
    describe: async (scope) => {
      if (open === undefined && !(await load()).inventoryFolder(dataDir).isThere()) return nothing;
      const { service: known, wasSetAside } = await opened();
      return { ...(await known.describe(scope)), ...(wasSetAside ? { notice: setAside } : {}) };
    },
    estimate: async (...asked) => await (await service()).estimate(...asked),
    start: async (...asked) => await (await service()).start(...asked),
    find: async (id) => await (await service()).find(id),
    cancel: async (scope) => await (await service()).cancel(scope),
    pause: async (...asked) => await (await service()).pause(...asked),
    resume: async (host) => await (await service()).resume(host),
    retry: async (host) => await (await service()).retry(host),
    notify: async (...asked) => await (await service()).notify(...asked),
    questions: async () => {
      if (open === undefined && !(await load()).inventoryFolder(dataDir).isThere()) return emptyQuestions;
      return await (await service()).questions();
    },
    close: async () => {
      clearInterval(timer);
      await close();
    },
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
