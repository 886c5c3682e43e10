import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { findTool } from '#e2e/tools/find-tool';

/** distribution in a folder that outlives it, on one port. */
export async function openKeptDistribution() {
  const tool = await findTool('distribution');
  if (tool.status === 'missing') throw new Error(tool.reason);
  const folder = await mkdtemp(join(tmpdir(), 'orrery-kept-'));
  const host = `127.0.0.1:${await findFreePort()}`;
  const config = join(folder, 'config.json');
  const storage = { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } };
  await writeFile(
    config,
    JSON.stringify({ version: 0.1, log: { level: 'warn' }, storage, http: { addr: host } }),
  );
  const start = () =>
    startProcess({
      program: tool.path,
      args: ['serve', config],
      environment: process.env,
      readyUrl: `http://${host}/v2/`,
    });
  return { host, start, remove: () => rm(folder, { recursive: true, force: true }) };
}
