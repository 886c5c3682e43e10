import type { Server } from 'node:http';
import { afterEach, beforeEach } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { serveTeam } from '#e2e/fakes/team-in-test';
import { dataFolder } from '#e2e/fakes/upload-to-folder';
import { findFreePort } from '#e2e/registries/start-process';
import { getServices } from '#lib/server/platform/services';
import type { InternalAddress, SharedSettings } from '#lib/server/platform/shared-settings';
import type { Holding, Holdings } from '#lib/server/replicas/holdings';
import { provideReplicas } from '#lib/server/replicas/replica-state';
import { internalAddressOf, openToReplicas } from '#lib/server/start/open-to-replicas';

/** The settings of a team whose replicas reach this one there. */
export function sharedWith(internalAddress: InternalAddress): { readonly shared: SharedSettings } {
  serveTeam();
  const { shared } = getServices().settings;
  if (shared === undefined) throw new Error('A team is served.');
  return { shared: { ...shared, internalAddress } };
}

type OtherReplica = {
  /** Its `host:port`. */
  address: string;
  /** The ids that were said to be held nowhere any more. */
  readonly removed: readonly string[];
  readonly holdings: Holdings;
  /** From now on everything belongs to ada and lies at `orrery-a`. */
  readonly holdsAll: (place?: Holding['place']) => void;
};

/**
 * One process that is two replicas: what lies in its folder is said to lie elsewhere, behind its own internal address.
 * Used behind `giveEachTestAFolder`.
 */
export function giveEachTestAnotherReplica(): OtherReplica {
  let servers: readonly Server[] = [];
  let holding: Holding | undefined;
  const removed: string[] = [];
  const holdings: Holdings = {
    add: async () => {},
    find: async () => holding,
    remove: async (_, id) => void removed.push(id),
  };
  const replica: OtherReplica = {
    ...{ address: '', removed, holdings },
    holdsAll: (place = { kind: 'elsewhere', address: replica.address }) => {
      holding = { owner: 'ada', replica: 'orrery-a', place };
    },
  };
  beforeEach(async () => {
    holding = undefined;
    removed.length = 0;
    const settings = sharedWith({ host: '127.0.0.1', port: await findFreePort() });
    replica.address = internalAddressOf(settings) ?? '';
    testServices({ dataDir: dataFolder() });
    servers = await openToReplicas(settings, { holdings: replica.holdings, now: Date.now });
  });
  afterEach(async () => {
    provideReplicas(undefined);
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
  return replica;
}

/** What a body says as text. */
export async function textOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined,
): Promise<string> {
  return await new Response(body ?? null).text();
}
