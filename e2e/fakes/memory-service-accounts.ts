import type { ServiceAccountStore, StoredServiceAccount } from '#lib/server/sessions/service-account-store';

/** The accounts of an Orrery at registries in memory, for tests that need no database. */
export function memoryServiceAccountStore(now: () => number = Date.now): ServiceAccountStore {
  const accounts = new Map<string, StoredServiceAccount>();
  const keep = (account: Omit<StoredServiceAccount, 'changedAt' | 'version'>) => {
    const version = (accounts.get(account.registry)?.version ?? 0) + 1;
    accounts.set(account.registry, { ...account, version, changedAt: now() });
  };
  return {
    list: async () => [...accounts.values()].sort((a, b) => (a.registry < b.registry ? -1 : 1)),
    put: async (account) => keep(account),
    share: async (registry, change) => {
      const account = accounts.get(registry);
      if (account !== undefined) keep({ ...account, ...change });
      return account !== undefined;
    },
    reseal: async (registry, version, sealed) => {
      const account = accounts.get(registry);
      if (account?.version === version) accounts.set(registry, { ...account, sealed, version: version + 1 });
    },
    remove: async (registry) => accounts.delete(registry),
  };
}
