import type { Access } from '#lib/server/http/access';
import type { Listener } from '#lib/server/http/dispatcher';
import type { Refusal } from '#lib/server/http/refusal';
import { sendRefusal } from '#lib/server/http/refusal';
import type { Settings } from '#lib/server/platform/env';

/** Whether this process only scans: pages, interface and registry are those of other processes. */
export function isOnlyWorker({ inventory }: Pick<Settings, 'inventory'>): boolean {
  return inventory?.role === 'worker';
}

const refusal: Refusal = {
  status: 404,
  code: 'not-found',
  detail: 'This process only scans registries.',
  hint: 'Pages and interface are served by the replicas with ORRERY_ROLE=web or all.',
};

const refuse: Listener = async (incoming, outgoing) => sendRefusal(incoming, outgoing, refusal);

/** What answers at a process that only scans: nothing but its probes does, which are answered before these. */
export const workerBackends = {
  registry: refuse,
  pages: refuse,
  upgrade: (_incoming: unknown, socket: { readonly destroy: () => void }) => void socket.destroy(),
  access: {
    isAllowed: () => false,
    admit: async ({ incoming, outgoing }) => {
      await refuse(incoming, outgoing);
      return false;
    },
  } satisfies Access,
} as const;
