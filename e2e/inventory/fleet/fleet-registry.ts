import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { Send } from '#e2e/inventory/fleet/fleet-writer';
import { notifiedWrites } from '#e2e/inventory/fleet/notified-writes';
import type { Registry } from '#e2e/registries/registry';
import { startRegistry } from '#e2e/registries/registry';
import { parseNotification } from '#lib/inventory/notifications/parse-notification';
import type { RegistryChange } from '#lib/inventory/queue/scan-job';

type Deliver = (changes: readonly RegistryChange[]) => Promise<void>;

/** A real registry for a fleet, and how it tells of changes. */
export type FleetRegistry = {
  readonly host: string;
  readonly send: Send;
  readonly hasReferrers: boolean;
  /** Takes a repository off its disk; absent where it has none. */
  readonly erase?: (repository: string) => Promise<void>;
  /** Where what it tells of goes, while that is set. */
  readonly tellTo: (deliver: Deliver | undefined) => void;
  /** Waits until it has told of everything. */
  readonly hasTold: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts zot or distribution, which list their repositories. distribution notifies by itself; of the others notifications are made as zot sends them. */
export async function startFleetRegistry(
  name: string,
  until: (isSo: () => Promise<boolean>) => Promise<void>,
) {
  if (name === 'distribution') return await startNotifying(until);
  const folders: string[] = [];
  const registry = await startStoredZot(folders);
  return withNotes(registry, folders[0]);
}

function withNotes(registry: Registry, folder: string | undefined): FleetRegistry {
  let deliver: Deliver | undefined;
  const { host } = registry;
  const send = notifiedWrites(
    (path, init) => fetch(`http://${host}/v2/${path}`, init),
    async (changes) => await deliver?.(changes),
  );
  return {
    ...{ host, send, hasReferrers: true, stop: registry.stop },
    ...(folder === undefined
      ? {}
      : { erase: (repository) => rm(join(folder, repository), { recursive: true, force: true }) }),
    tellTo: (next) => {
      deliver = next;
    },
    hasTold: async () => undefined,
  };
}

function startStoredZot(folders: string[]): Promise<Registry> {
  return startRegistry('zot', async ({ port, folder }) => {
    const config = join(folder, 'zot.json');
    folders.push(join(folder, 'data'));
    const storage = { rootDirectory: join(folder, 'data'), gc: false, dedupe: false };
    const http = { address: '127.0.0.1', port: String(port) };
    await writeFile(config, JSON.stringify({ storage, http, log: { level: 'error' } }));
    return ['serve', config];
  });
}

/** distribution 3, which sends its own notifications to a server of ours. */
async function startNotifying(
  until: (isSo: () => Promise<boolean>) => Promise<void>,
): Promise<FleetRegistry> {
  let deliver: Deliver | undefined;
  let heard = 0;
  let written = 0;
  const hooks = createServer((request, response) => {
    void json(request)
      .then(async (body) => {
        const parsed = parseNotification({ header: () => null, body });
        if (parsed.kind !== 'changes') throw new Error('A notification was not understood.');
        heard += parsed.changes.length;
        await deliver?.(parsed.changes);
        response.writeHead(202).end();
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => hooks.once('listening', resolve));
  const { port: hookPort } = hooks.address() as AddressInfo;
  let data = '';
  const registry = await startRegistry('distribution', async ({ port, folder }) => {
    data = join(folder, 'data');
    const config = join(folder, 'distribution.json');
    const endpoint = {
      ...{ name: 'orrery', url: `http://127.0.0.1:${hookPort}/`, timeout: '5s', threshold: 5, backoff: '1s' },
      ignore: { actions: ['pull'] },
    };
    const settings = {
      ...{ version: 0.1, log: { level: 'error' }, notifications: { endpoints: [endpoint] } },
      storage: { filesystem: { rootdirectory: data }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${port}` },
    };
    await writeFile(config, JSON.stringify(settings));
    return ['serve', config];
  });
  const send: Send = async (path, init) => {
    const response = await fetch(`http://${registry.host}/v2/${path}`, init);
    const isTold = path.includes('/manifests/') && (init.method === 'PUT' || init.method === 'DELETE');
    if (response.ok && isTold) written += 1;
    return response;
  };
  return {
    ...{ host: registry.host, send, hasReferrers: false },
    erase: (repository) => rm(join(data, 'docker/registry/v2/repositories', repository), { recursive: true }),
    tellTo: (next) => {
      deliver = next;
      heard = 0;
      written = 0;
    },
    // A deleted manifest is told of with each of its tags, so that it may be more.
    hasTold: () => until(async () => heard >= written),
    stop: async () => {
      hooks.close();
      await registry.stop();
    },
  };
}
