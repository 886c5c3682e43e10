import type { Server } from 'node:http';
import { limitIdleClient } from '#lib/server/http/dispatcher';
import { toListener } from '#lib/server/http/node-adapter';
import type { Persistence } from '#lib/server/plans/open-persistence';
import type { Settings } from '#lib/server/platform/env';
import { limits } from '#lib/server/platform/limits';
import { getLog } from '#lib/server/platform/log';
import type { InternalAddress } from '#lib/server/platform/shared-settings';
import { StartError } from '#lib/server/platform/start-error';
import { createReplicaProof } from '#lib/server/replicas/replica-proof';
import { provideReplicas } from '#lib/server/replicas/replica-state';
import { listenOn } from './listen.ts';

/** `host:port` as other replicas write it; undefined where they do not reach this one. */
export function internalAddressOf({ shared }: Pick<Settings, 'shared'>): string | undefined {
  const address = shared?.internalAddress;
  return address === undefined ? undefined : `${address.host}:${address.port}`;
}

/**
 * Makes what other replicas hold known to this process, and gives them what lies here: at the internal address alone,
 * and to who proves that they have the same key. Gives the servers that have to be closed.
 *
 * @throws StartError `port` when the internal address cannot be opened
 */
export async function openToReplicas(
  { shared }: Pick<Settings, 'shared'>,
  { holdings, now }: Pick<Persistence, 'holdings' | 'now'>,
): Promise<readonly Server[]> {
  const proof = shared === undefined ? undefined : createReplicaProof(shared.sessionKeys, now);
  provideReplicas(holdings === undefined ? undefined : { holdings, proof });
  const address = internalAddressOf({ shared });
  if (shared?.internalAddress === undefined || address === undefined) return [];
  const { answerReplica } = await import('#lib/server/routes/held-files');
  const answer = toListener(
    (request) => answerReplica(request, address),
    (err) => getLog().error({ err }, 'an answer to another replica broke off'),
  );
  return await listenAt(shared.internalAddress, async (incoming, outgoing) => {
    limitIdleClient(incoming, outgoing, limits.clientIdleMs);
    await answer(incoming, outgoing);
  });
}

async function listenAt({ host, port }: InternalAddress, listener: ReturnType<typeof toListener>) {
  const upgrade = (_: unknown, socket: { destroy: () => void }) => void socket.destroy();
  try {
    return await listenOn([host.replace(/^\[|\]$/g, '')], port, { listener, upgrade });
  } catch (cause) {
    if (!(cause instanceof StartError)) throw cause;
    const message = `${host}:${port} of ORRERY_INTERNAL_ADDRESS cannot be opened. It is an address of this machine, or a name that leads to one, and a port that is free.`;
    throw new StartError('port', message, { cause });
  }
}
