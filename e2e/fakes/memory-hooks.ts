import type { HookStore, StoredHook } from '#lib/server/inventory/hook-store';

/** Hooks in memory. */
export function memoryHookStore(): HookStore {
  const hooks = new Map<string, StoredHook>();
  return {
    list: async () => [...hooks.values()],
    notice: async () => undefined,
    find: async (registry) => hooks.get(registry),
    put: async (hook) => {
      hooks.set(hook.registry, { ...hook, changedAt: 0, lastAt: undefined, unread: undefined });
    },
    reseal: async (registry, sealed) => {
      const hook = hooks.get(registry);
      if (hook !== undefined) hooks.set(registry, { ...hook, sealed });
    },
    remove: async (registry) => hooks.delete(registry),
    note: async (registry, reason) => {
      const hook = hooks.get(registry);
      const unread = reason === undefined ? hook?.unread : { at: 1, reason };
      if (hook !== undefined) hooks.set(registry, { ...hook, lastAt: 1, unread });
    },
  };
}
