import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import type { ScratchDatabase } from '#e2e/fakes/scratch-database';
import { openScratchDatabase, testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { serveTeam } from '#e2e/fakes/team-in-test';
import { findFreePort } from '#e2e/registries/start-process';
import { Secret } from '#lib/registry/auth/credential';
import { hasHeldArchive, openHeldArchive } from '#lib/server/plans/run/held-archives';
import { getServices } from '#lib/server/platform/services';
import { openSharedPersistence } from '#lib/server/postgres/open-shared-persistence';
import { provideReplicas } from '#lib/server/replicas/replica-state';
import { openOwnUpload, referencesOf } from '#lib/server/sessions/layouts/held-uploads';
import { openToReplicas } from './open-to-replicas.ts';

describe.skipIf(testDatabaseUrl === undefined)('two replicas on one database', () => {
  let database: ScratchDatabase;
  let folder = '';
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    database = await openScratchDatabase();
    folder = await mkdtemp(join(tmpdir(), 'orrery-two-'));
    for (const name of ['here', 'there']) await mkdir(join(folder, name));
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    provideReplicas(undefined);
    await database.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts the other replica; gives the id of the upload that it holds. */
  const startOther = async (...known: readonly string[]) => {
    const script = join(import.meta.dirname, '../../../e2e/faults/hold-until-killed.ts');
    const port = String(await findFreePort());
    const { url } = database;
    const args = [script, url, join(folder, 'there'), port, ...known];
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const [id] = await once(createInterface({ input: started.stdout }), 'line');
    return String(id);
  };
  const stopOther = async () => {
    const ended = child === undefined ? undefined : once(child, 'exit');
    child?.kill('SIGTERM');
    await ended;
  };

  test('what the other one took is had here, is gone when it ends, and comes back with its folder', async () => {
    const id = await startOther();
    const dataDir = join(folder, 'here');
    serveTeam();
    const { shared } = getServices().settings;
    testServices({ dataDir });
    const persistence = await openSharedPersistence({
      ...{ databaseUrl: new Secret(database.url), dataDir, onAuditLine: () => {} },
    });
    await openToReplicas({ shared }, persistence);

    const [first = ''] = await referencesOf(id, 'ada');
    expect(first).toBe(`oci:upload/${id}/acme/app:1.0`);
    expect(await openOwnUpload(id, 'eve')).toBeUndefined();
    const text = async () => await new Response((await openHeldArchive('plan-1'))?.stream()).text();
    expect(await text()).toBe('archived');

    await stopOther();
    const gone = { problem: { code: 'replica-gone' } };
    await expect(openOwnUpload(id, 'ada')).rejects.toMatchObject(gone);
    await expect(openHeldArchive('plan-1')).rejects.toMatchObject(gone);
    expect(await hasHeldArchive('plan-1')).toBe(false);

    expect(await startOther(id)).toBe(id);
    expect(await referencesOf(id, 'ada')).toContain(first);
    expect(await text()).toBe('archived');
    await stopOther();
    await persistence.close();
  });
});
