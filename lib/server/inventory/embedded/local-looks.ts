import type { JobScope } from '#lib/inventory/queue/job-queue';
import type { RunningInventory } from '#lib/server/inventory/inventory-service';
import type { InventoryState } from '#lib/server/inventory/inventory-state';
import { getLog } from '#lib/server/platform/log';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import type { Session } from '#lib/server/sessions/session';
import type { AskedScopes } from './asked-scopes.ts';
import { isAskedFor } from './asked-scopes.ts';
import { embeddedLimits } from './limits.ts';
import type { OpenInventory } from './open-embedded-inventory.ts';
import type { WhileUsed } from './open-while-used.ts';

/** How one machine keeps what a person asked to know. */
type LocalLooks = {
  /** A person asks to know something, with the passwords of this session. */
  readonly ask: (scope: JobScope, session: Session) => void;
  /** This process has what a registry asks for: a pause for want of it ends. It gives back the same service. */
  readonly hasAccount: (
    host: string,
    service: RunningInventory,
    session: Session,
  ) => Promise<RunningInventory>;
  /** Scans what was asked for anew, into an empty inventory. */
  readonly refill: (open: OpenInventory) => Promise<void>;
  /** When it was looked last, and when again; empty for what nobody asked to know. */
  readonly of: (scope: JobScope) => Pick<InventoryState, 'look'>;
  readonly close: () => void;
};

const withoutPasswords: Session = { credentials: createCredentialStore(), owner: '' };

const passwordGone = (host: string) =>
  `You were signed in to ${host} when you had it scanned, and Orrery keeps no password. Sign in there, then press Resume.`;

/**
 * Looks once an hour, while this process runs, at what is due of what a person asked to know. The inventory is opened for
 * that, and ends when nothing is left to do. Where nobody has asked for anything, no timer runs.
 */
export function createLooks(asked: AskedScopes, life: WhileUsed): LocalLooks {
  const withAccount = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const nextAt = () =>
    Math.max(asked.read().lookedAt + embeddedLimits.lookMs, startedAt + embeddedLimits.firstLookMs);
  const startedAt = Date.now();
  const arm = () => {
    clearTimeout(timer);
    if (asked.read().scopes.length === 0) return;
    timer = setTimeout(() => void look().catch(onFault).finally(arm), Math.max(0, nextAt() - Date.now()));
    timer.unref();
  };
  const look = async () => {
    const { service, lookAgain } = await life.use('nobody');
    for (const { host, isSignedIn } of asked.read().scopes) {
      if (!isSignedIn || withAccount.has(host)) continue;
      const { known } = await service.describe({ host });
      if (known !== undefined && known.pause === undefined) await service.pause(host, passwordGone(host));
    }
    asked.noteLook(Date.now());
    await lookAgain();
  };
  arm();
  return {
    ask: ({ host, repository }, { credentials }) => {
      const isSignedIn = credentials.get(host) !== undefined;
      asked.add({ host, ...(repository === undefined ? {} : { repository }), isSignedIn }, Date.now());
      arm();
    },
    hasAccount: async (host, service, session) => {
      withAccount.add(host);
      const { known } = await service.describe({ host });
      if (known?.pause?.reason === passwordGone(host)) await service.resume(host, session);
      return service;
    },
    refill: async ({ service }) => {
      for (const { isSignedIn, ...scope } of asked.read().scopes)
        if (!isSignedIn) await service.start(scope, withoutPasswords);
    },
    of: (scope) => {
      const known = asked.read();
      if (!isAskedFor(known, scope)) return {};
      return { look: { lastAt: known.lookedAt, nextAt: Math.max(nextAt(), Date.now()) } };
    },
    close: () => clearTimeout(timer),
  };
}

function onFault(err: unknown): void {
  getLog().error({ err }, 'the inventory of this machine did not look again');
}
