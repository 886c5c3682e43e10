import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { JobCounts, JobScope } from '#lib/inventory/queue/job-queue';
import { Secret } from '#lib/registry/auth/credential';
import { createLocalInventory } from '#lib/server/inventory/embedded/local-inventory';
import type { openEmbeddedInventory } from '#lib/server/inventory/embedded/open-embedded-inventory';
import type { InventoryService, RunningInventory } from '#lib/server/inventory/inventory-service';
import type { InventoryState } from '#lib/server/inventory/inventory-state';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { Session } from '#lib/server/sessions/session';

/** The inventory of one machine without its database: a test says how its jobs stand, and reads what was done with it. */
function embeddedInventoryInTest() {
  const jobs: JobCounts = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
  const calls: string[] = [];
  const known: Omit<NonNullable<InventoryState['known']>, 'pause'> = {
    ...{ repositories: 1, tags: 1, unresolvedTags: 0, subjects: 1, unseenSubjects: 0 },
    ...{ unknownSubjects: 0, unreadDocuments: 0, failures: 0 },
  };
  const now = {
    jobs,
    subjects: 1,
    isAtWork: false,
    wasSetAside: false,
    pause: undefined as string | undefined,
  };
  const note = (name: string) => async (given: JobScope | string, more?: unknown) =>
    void calls.push([name, JSON.stringify(given), typeof more === 'string' ? more : ''].join(' ').trim());
  const until = '2027-01-01T00:00:00Z';
  const refuse = async () => {
    throw new Error('No test of its life asks for this.');
  };
  const service: RunningInventory = {
    ...{ estimate: refuse, find: async () => undefined, cancel: note('cancel'), retry: async () => 0 },
    ...{
      notify: note('notify'),
      addQuestionJob: refuse,
      questions: refuse,
      close: refuse,
      forget: note('forget'),
    },
    describe: async () => ({
      known: {
        ...known,
        subjects: now.subjects,
        ...(now.pause === undefined ? {} : { pause: { until, reason: now.pause } }),
      },
      jobs: now.jobs,
      failures: [],
    }),
    start: async (scope) => {
      await note('start')(scope);
      return 'one';
    },
    pause: async (host, reason) => {
      now.pause = reason;
      await note('pause')(host);
    },
    resume: async (host) => {
      now.pause = undefined;
      await note('resume')(host);
    },
  };
  const open: typeof openEmbeddedInventory = async (folder) => {
    calls.push('open');
    mkdirSync(join(folder.path, 'data'), { recursive: true });
    return {
      service,
      wasSetAside: now.wasSetAside,
      lookAgain: async () => void calls.push('look'),
      tidy: async () => undefined,
      isAtWork: async () => now.isAtWork,
      ended: new Promise(() => undefined),
      close: async () => void calls.push('close'),
    };
  };
  return { now, calls, open };
}

/** Somebody on their own machine, who is signed in to no registry. */
export const person: Session = { credentials: createCredentialStore(), owner: '' };

/** … and to this one. */
export function signedInTo(host: string): Session {
  const password = { kind: 'basic', username: 'ada', password: new Secret('secret') } as const;
  return { credentials: createCredentialStore([[host, password]]), owner: '' };
}

/** One machine whose clock a test moves, and on which Orrery is started again and again. */
export function machineInTest() {
  vi.useFakeTimers();
  const dataDir = mkdtempSync(join(tmpdir(), 'orrery-local-'));
  const { open, ...inventory } = embeddedInventoryInTest();
  const started: InventoryService[] = [];
  return {
    ...inventory,
    dataDir,
    start: () => {
      const service = createLocalInventory(dataDir, 5, open);
      started.push(service);
      return service;
    },
    pass: async (minutes: number) => {
      await vi.advanceTimersByTimeAsync(minutes * 60_000);
    },
    end: async () => {
      await Promise.all(started.map((service) => service.close()));
      vi.useRealTimers();
      rmSync(dataDir, { recursive: true });
    },
  };
}
