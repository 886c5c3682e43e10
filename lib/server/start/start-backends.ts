import { Server } from 'node:http';
import { flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { provideAuditStore } from '#lib/server/audits/audit-store';
import { provideDocumentService } from '#lib/server/documents/document-service';
import { createThreadedReader } from '#lib/server/documents/threaded-reader';
import type { Access } from '#lib/server/http/access';
import { openAccess, tokenAccess } from '#lib/server/http/access';
import type { Backends, Listener, Upgrade } from '#lib/server/http/dispatcher';
import { toListener } from '#lib/server/http/node-adapter';
import { readStaticFiles, withStaticFiles } from '#lib/server/http/static-files';
import { teamAccess } from '#lib/server/http/team-access';
import { hasEmbeddedEngine } from '#lib/server/inventory/embedded/embedded-engine';
import { createLocalInventory } from '#lib/server/inventory/embedded/local-inventory';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import type { Persistence } from '#lib/server/plans/open-persistence';
import { openPersistence } from '#lib/server/plans/open-persistence';
import { plansState } from '#lib/server/plans/process-state';
import { registryForClients } from '#lib/server/plans/read-only';
import type { Settings } from '#lib/server/platform/env';
import { getLog } from '#lib/server/platform/log';
import { provideServices } from '#lib/server/platform/services';
import { provideAttempts } from '#lib/server/platform/shared-rate-limit';
import { StartError } from '#lib/server/platform/start-error';
import { provideQuestionStore } from '#lib/server/questions/question-store';
import { provideTeamStores } from '#lib/server/sessions/team-stores';
import { openPolicyFolder } from '#lib/server/verification/policy-folder';
import { provideVerification } from '#lib/server/verification/verification-service';
import { createVerifierPool } from '#lib/server/verification/verifier/verifier-pool';
import { buildWhenNeeded } from './build.ts';
import { keepCompiledCode } from './compiled-code.mjs';
import { loadDemoOnce } from './demo.ts';
import { openEmbedded } from './embedded.ts';
import { internalAddressOf, openToReplicas } from './open-to-replicas.ts';
import { builtFiles } from './pack-files.ts';
import { keepToken, tokenPathFor } from './token-file.ts';
import { isOnlyWorker, workerBackends } from './worker-backends.ts';

export type StartOptions = {
  readonly root: string;
  readonly settings: Settings;
  readonly isDev: boolean;
  readonly print: (line: string) => void;
};

export type StartedBackends = {
  readonly backends: Backends;
  /** What listens for other replicas. */
  readonly internal: readonly Server[];
  readonly hasDemo: boolean;
  /** What the printed address must carry; undefined when no token is needed. */
  readonly token: string | undefined;
  /** Work that nothing waits for: the check of the audit log, and compiled code for the next start. */
  readonly afterStart: () => void;
  readonly close: () => Promise<void>;
};

/** Opens the registry inside, with the demo, and the pages, built when that is needed. */
export async function startBackends({
  root,
  settings,
  isDev,
  print,
}: StartOptions): Promise<StartedBackends> {
  const { registry, importArchive, release } = await openEmbedded(settings);
  const needsToken = settings.shared === undefined && settings.access === 'token';
  const token = needsToken ? keepToken(settings.dataDir) : undefined;
  const archive = join(root, 'lib/server/demo/demo-layout.tar');
  const hasDemo = settings.demo && (await loadDemoOnce(settings.dataDir, { archive, load: importArchive }));
  const isWorker = isOnlyWorker(settings);
  if (!isDev && !isWorker) await buildWhenNeeded(root, print);
  // Of a first start at least what comes from here on, which is most of it.
  keepCompiledCode(settings.dataDir, root);
  const persistence = await openRecords(settings);
  plansState.persistence = persistence;
  if (settings.shared !== undefined) provideSessions(persistence);
  provideServices({ settings, embedded: registry });
  const internal = isWorker ? [] : await openToReplicas(settings, persistence);
  const onFault = (message: string) => getLog().error(message);
  const reader = createThreadedReader({ onFault });
  provideDocumentService(reader);
  const verifier = createVerifierPool({ onFault });
  provideVerification({ verifier, policies: openPolicyFolder(settings.policyFolder) });
  const inventory = await openInventory(settings);
  const pages = isWorker ? undefined : await openPages(root, settings.port, isDev);
  const handle = registryForClients(registry?.handle, settings);
  const listener = toListener(handle, (err) => getLog().error({ err }, '/v2/ broke'));
  return {
    backends: {
      ...(pages === undefined
        ? workerBackends
        : {
            registry: listener,
            pages: pages.handle,
            upgrade: pages.upgrade,
            access: accessFor(settings, token),
          }),
      isReady: persistence.isReady,
    },
    internal,
    hasDemo,
    token,
    afterStart: () => {
      // A process that is killed writes nothing at its end.
      flushCompileCache();
      void persistence.auditCheck.run();
    },
    close: () =>
      Promise.resolve(pages?.close())
        .finally(() => inventory?.close())
        .finally(reader.close)
        .finally(verifier.close)
        .finally(persistence.close)
        .finally(release),
  };
}

/** Where changes are recorded: in PostgreSQL where replicas share it, else in the data folder. */
async function openRecords(settings: Settings): Promise<Persistence> {
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl === undefined) return await openPersistence(dataDir);
  const { openSharedPersistence } = await import('#lib/server/postgres/open-shared-persistence');
  const onAuditLine = (line: string) => void process.stdout.write(`${line}\n`);
  // Nothing lies at a worker that another replica would ask for.
  const address = isOnlyWorker(settings) ? undefined : internalAddressOf(settings);
  const persistence = await openSharedPersistence({ databaseUrl, dataDir, address, onAuditLine });
  provideAuditStore(persistence.audits);
  provideQuestionStore(persistence.questions);
  provideAttempts(persistence.attempts);
  return persistence;
}

/** What is kept of whole registries. On one machine its code is loaded when the first scan is asked for. */
async function openInventory({
  inventory,
  databaseUrl,
  dataDir,
}: Settings): Promise<Pick<InventoryService, 'close'> | undefined> {
  if (inventory === undefined || (databaseUrl === undefined && !hasEmbeddedEngine())) return undefined;
  const service =
    databaseUrl === undefined
      ? createLocalInventory(dataDir, inventory.requestsPerSecond)
      : await import('#lib/server/postgres/open-shared-inventory').then(({ openSharedInventory }) =>
          openSharedInventory(databaseUrl, inventory),
        );
  provideInventory(service);
  return service;
}

function provideSessions({ team }: Persistence): void {
  if (team === undefined)
    throw new StartError('data', 'The database keeps no sessions, and without them nobody can sign in.');
  provideTeamStores(team);
}

function accessFor({ port, dataDir, shared }: Settings, token: string | undefined): Access {
  if (shared !== undefined) return teamAccess(shared);
  if (token === undefined) return openAccess;
  return tokenAccess({ token, port, tokenPath: tokenPathFor(dataDir, homedir()) });
}

/** Scripts, styles and fonts come from the build as it packed them; Next would send them as they are. */
async function withBuiltFiles(root: string, pages: Listener): Promise<Listener> {
  const { list, ...folders } = builtFiles(root);
  return withStaticFiles(await readStaticFiles(list), folders, pages);
}

type Pages = {
  readonly handle: Listener;
  /** The development server's own channel to the browser. */
  readonly upgrade: Upgrade;
  readonly close: () => Promise<void>;
};

/** Next's request handler for the pages and the routes under `/api`. */
async function openPages(root: string, port: number, isDev: boolean): Promise<Pages> {
  const { default: next } = await import('next');
  // Next hangs its upgrade listener on the server it finds. It gets one that never listens, so that upgrades pass our guard.
  const httpServer = new Server();
  const app = next({ dev: isDev, dir: root, hostname: 'localhost', port, httpServer });
  await app.prepare();
  return {
    handle: isDev ? app.getRequestHandler() : await withBuiltFiles(root, app.getRequestHandler()),
    upgrade: (incoming, socket, head) => {
      if (!httpServer.emit('upgrade', incoming, socket, head)) socket.destroy();
    },
    close: () => app.close(),
  };
}
