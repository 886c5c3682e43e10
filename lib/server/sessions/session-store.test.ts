import { memoryServiceAccountStore } from '#e2e/fakes/memory-service-accounts';
import { memoryOnceStore, memorySessionStore } from '#e2e/fakes/memory-sessions';
import { describeServiceAccountStore } from '#e2e/suites/describe-service-account-store';
import { describeOnceStore, describeSessionStore } from '#e2e/suites/describe-session-store';

/** A place in memory, which all that open it share. */
async function memoryPlace<Store>(make: (now: () => number) => Store) {
  let now = Date.parse('2026-01-02T03:04:05Z');
  const store = make(() => now);
  return {
    open: async () => store,
    pass: async (milliseconds: number) => {
      now += milliseconds;
    },
    remove: async () => {},
  };
}

describeSessionStore('in memory', () => memoryPlace(memorySessionStore));
describeOnceStore('in memory', () => memoryPlace(memoryOnceStore));
describeServiceAccountStore('in memory', () => memoryPlace(memoryServiceAccountStore));
