import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { findTool } from '#e2e/tools/find-tool';
import type { ToolName } from '#e2e/tools/pins';

/** A registry that listens on the loopback for one test. */
export type Registry = {
  /** `127.0.0.1:port`, as it stands in a reference. */
  readonly host: string;
  readonly url: string;
  readonly pid: number;
  readonly output: () => string;
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<void>;
};

/** What a registry needs to be started: its arguments, for a port and a folder of its own. */
export type Recipe = (place: {
  readonly port: number;
  readonly folder: string;
}) => Promise<readonly string[]>;

/** Starts a real registry in an empty temporary folder, on a free port. */
export async function startRegistry(name: ToolName, recipe: Recipe): Promise<Registry> {
  const tool = await findTool(name);
  if (tool.status === 'missing') throw new Error(tool.reason);
  const folder = await mkdtemp(join(tmpdir(), `orrery-${name}-`));
  const port = await findFreePort();
  const host = `127.0.0.1:${port}`;
  const running = await startProcess({
    program: tool.path,
    args: await recipe({ port, folder }),
    environment: process.env,
    readyUrl: `http://${host}/v2/`,
  });
  const stop = async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...running, host, url: `http://${host}`, stop };
}
