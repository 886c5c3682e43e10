import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '#e2e/tools/find-tool';
import type { ToolName } from '#e2e/tools/pins';
import { homeEnvironment, run } from '#e2e/tools/run';

/** A folder to work in with the real tools, which see a home of their own. */
export type Workbench = {
  readonly folder: string;
  /** Runs a tool in the folder and gives what it printed; `environment` is for it alone. */
  readonly run: (
    tool: ToolName,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<string>;
  /** Writes a file and gives its name; a value that is no text is written as JSON. */
  readonly write: (name: string, content: unknown) => string;
  readonly read: (name: string) => string;
  readonly remove: () => void;
};

/** The environment in which the tools ask nobody anything. */
const quiet = {
  COSIGN_PASSWORD: '',
  COSIGN_YES: 'true',
  SYFT_CHECK_FOR_APP_UPDATE: 'false',
  SYFT_REGISTRY_INSECURE_USE_HTTP: 'true',
  SYFT_FILE_METADATA_SELECTION: 'none',
};

export function makeWorkbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  const home = homeEnvironment(join(folder, 'home'));
  return {
    folder,
    run: async (name, args, own = {}) => {
      const tool = await findTool(name);
      if (tool.status === 'missing') throw new Error(tool.reason);
      const environment = { ...quiet, ...home, ...own };
      return (await run(tool.path, args, { folder, environment, timeoutMs: 120_000 })).stdout;
    },
    write: (name, content) => {
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
      return name;
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
