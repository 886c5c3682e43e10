import type { ScanEstimate } from '#lib/inventory/jobs/estimate-scan';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { JobScope } from '#lib/inventory/queue/job-queue';
import type { QuestionJob, RegistryChange } from '#lib/inventory/queue/scan-job';
import { problemError } from '#lib/server/platform/problem-error';
import { processGlobal } from '#lib/server/platform/process-global';
import type { Session } from '#lib/server/sessions/session';
import type { HookStore } from './hook-store.ts';
import type { InventoryState, StartedScan } from './inventory-state.ts';

/** The inventory of this process. */
export type InventoryService = {
  readonly describe: (scope: JobScope) => Promise<InventoryState>;
  /** @throws RegistryError or OciError when the registry does not tell */
  readonly estimate: (scope: JobScope, session: Session, signal: AbortSignal) => Promise<ScanEstimate>;
  /** Starts a scan and gives its id. On one's own machine it uses the credentials of this session. */
  readonly start: (scope: JobScope, session: Session) => Promise<string>;
  /** Undefined where there is no such scan, or none any more. */
  readonly find: (id: string) => Promise<StartedScan | undefined>;
  readonly cancel: (scope: JobScope) => Promise<void>;
  readonly pause: (host: string, reason: string) => Promise<void>;
  /** On one's own machine it goes on with the credentials of this session. */
  readonly resume: (host: string, session: Session) => Promise<void>;
  /** Tries again what failed, likewise; gives how many jobs that are. */
  readonly retry: (host: string, session: Session) => Promise<number>;
  /** Ends scans, and removes all that is known. @throws ProblemError `busy` while something is still under way */
  readonly forget: (scope: JobScope) => Promise<void>;
  readonly notify: (host: string, changes: readonly RegistryChange[]) => Promise<void>;
  /** What it can be asked; opens it where it is closed. */
  readonly questions: () => Promise<InventoryQuestions>;
  readonly addQuestionJob: (job: QuestionJob) => Promise<void>;
  /** Which registries may notify this Orrery. */
  readonly hooks: HookStore;
  readonly close: () => Promise<void>;
};

/** The inventory in its database, apart from who may notify this Orrery. */
export type RunningInventory = Omit<InventoryService, 'hooks'>;

const state = processGlobal('inventory', (): { service?: InventoryService } => ({}));

/** Hands the inventory from our own server to the route handlers. */
export function provideInventory(service: InventoryService): void {
  state.service = service;
}

/**
 * The inventory of this process.
 *
 * @throws ProblemError `not-found` where there is none
 */
export function getInventory(): InventoryService {
  if (state.service !== undefined) return state.service;
  throw problemError('not-found', 'This Orrery keeps no inventory.', {
    hint: 'ORRERY_INVENTORY is off, or the optional package @electric-sql/pglite is not installed.',
  });
}

/** Whether this process has one. */
export function hasInventory(): boolean {
  return state.service !== undefined;
}
