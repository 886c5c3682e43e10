import { join } from 'node:path';
import { destination } from 'pino';
import { delay } from '#lib/async/timeout';
import type { ServerState } from '#lib/server/http/dispatcher';
import { createDispatcher } from '#lib/server/http/dispatcher';
import { stopChanges } from '#lib/server/plans/process-state';
import { describeSettings } from '#lib/server/platform/describe-settings';
import type { Settings } from '#lib/server/platform/env';
import { readSettings } from '#lib/server/platform/env';
import { giveBackMemory } from '#lib/server/platform/give-back-memory';
import { limits } from '#lib/server/platform/limits';
import { createLog, getLog, provideLog } from '#lib/server/platform/log';
import { getMetrics } from '#lib/server/platform/metrics';
import { StartError } from '#lib/server/platform/start-error';
import { buildWhenNeeded } from '#lib/server/start/build';
import { ownHosts } from '#lib/server/start/embedded';
import { printJson, redirectConsole } from '#lib/server/start/json-output';
import { startLimits } from '#lib/server/start/limits';
import { listenOn, loopbacks } from '#lib/server/start/listen';
import { openTelemetry } from '#lib/server/start/open-telemetry';
import { startBackends } from '#lib/server/start/start-backends';
import { startupMessage } from '#lib/server/start/startup-message';
import { drain, onSignal } from '#lib/server/start/stop';

export type MainOptions = {
  readonly isDev: boolean;
  readonly isBuildOnly: boolean;
  /** Prints the settings as they were understood, and starts nothing. */
  readonly isCheckOnly: boolean;
  /** Brings the schema of the database up to date, and starts nothing. */
  readonly isMigrateOnly: boolean;
};

const root = join(import.meta.dirname, '../..');
const print = (line: string) => void process.stdout.write(`${line}\n`);

/**
 * Starts Orrery. What keeps it from starting is printed as one line, and the process ends with exit code 1.
 *
 * @throws every error that is no StartError: those are faults of ours
 */
export async function main({ isDev, isBuildOnly, isCheckOnly, isMigrateOnly }: MainOptions): Promise<void> {
  try {
    if (isBuildOnly) await buildWhenNeeded(root, print);
    else if (isCheckOnly) print(describeSettings(readSettings()));
    else if (isMigrateOnly) await migrateOnly(readSettings());
    else await start(readSettings(), isDev);
  } catch (err) {
    if (!(err instanceof StartError)) throw err;
    getLog().debug({ err }, 'not started');
    process.stderr.write(`${err.message}\n`);
    process.exit(1);
  }
}

/** As a job of its own, so that the replicas' own user needs no right to change tables. */
async function migrateOnly({ databaseUrl, inventory, logLevel }: Settings): Promise<void> {
  provideLog(createLog(logLevel, destination({ dest: 2, sync: true })));
  if (databaseUrl === undefined)
    throw new StartError('setting', 'Set ORRERY_DATABASE_URL to the database that is to be migrated.');
  const { migrateDatabase } = await import('#lib/server/postgres/open-shared-persistence');
  await migrateDatabase(databaseUrl);
  if (inventory !== undefined) {
    const { migrateInventory } = await import('#lib/server/postgres/open-shared-inventory');
    await migrateInventory(databaseUrl);
  }
  print('The database is up to date.');
}

async function start(settings: Settings, isDev: boolean): Promise<void> {
  const log = createLog(settings.logLevel, destination({ dest: 2, sync: true }));
  provideLog(log);
  let state: ServerState = { kind: 'starting' };
  const { shared, port } = settings;
  const hosts = shared === undefined ? ownHosts(port) : [new URL(shared.origin).host];
  const { tracing } = await openTelemetry(settings, root);
  getMetrics().watch('orrery_state', 'What this process is doing: 1 for the state it is in.', () =>
    stateCounts(state),
  );
  const dispatcher = createDispatcher({ hosts, front: shared, isDev, state: () => state, log, tracing });
  // The port comes first: nobody should wait for a build to learn that the port is taken.
  const servers = await listenOn(shared?.listen ?? loopbacks, port, dispatcher);
  const say = shared === undefined ? print : printJson;
  if (shared !== undefined) redirectConsole(printJson);
  const { backends, internal, hasDemo, token, afterStart, close } = await startBackends({
    root,
    settings,
    isDev,
    print: say,
  });
  state = { kind: 'ready', backends };
  const stop = async () => {
    state = { kind: 'draining', backends };
    // Runs end first, since each holds a connection that would be waited for.
    const isNoticed = shared === undefined ? undefined : delay(startLimits.noticeMs);
    await Promise.all([stopChanges(limits.drainMs), isNoticed]);
    await drain([...servers, ...internal], isDev ? 0 : limits.drainMs);
    await close();
    await tracing?.close();
    process.exit(0);
  };
  onSignal(
    () => void stop(),
    () => process.exit(0),
  );
  say(startupMessage({ ...settings, hasDemo, token }));
  afterStart();
  giveBackMemory();
}

function stateCounts(state: ServerState): Readonly<Record<string, number>> {
  const isReady = state.kind === 'ready' && state.backends.isReady();
  const current = state.kind === 'ready' && !isReady ? 'without-database' : state.kind;
  const counts = { starting: 0, ready: 0, draining: 0, 'without-database': 0 };
  return { ...counts, [current]: 1 };
}
