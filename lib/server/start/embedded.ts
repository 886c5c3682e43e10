import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createRegistry } from '#lib/layout/http/registry';
import { openLayoutStore } from '#lib/layout/store/layout-store';
import type { Settings } from '#lib/server/platform/env';
import { freeBytes } from '#lib/server/platform/free-space';
import { lockDataDir } from '#lib/server/platform/lock-folder';
import { getLog } from '#lib/server/platform/log';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { StartError } from '#lib/server/platform/start-error';
import { makePrivateFolder } from './data-folder.ts';

export type Embedded = {
  /** Undefined where a team is served: it has no users of its own. */
  readonly registry: EmbeddedRegistry | undefined;
  readonly importArchive: (archive: string) => Promise<void>;
  /** Leaves the data folder to the next process. */
  readonly release: () => void;
};

/**
 * Takes the data folder, and opens the registry that this process serves itself over the layouts in it.
 *
 * @throws StartError `data` when the data folder cannot be used
 */
export async function openEmbedded(settings: Settings): Promise<Embedded> {
  try {
    makePrivateFolder(settings.dataDir);
    const release = lockDataDir(settings.dataDir);
    if (settings.shared !== undefined) return { registry: undefined, importArchive: async () => {}, release };
    const store = await openLayoutStore(join(settings.dataDir, 'registry'), () =>
      freeBytes(settings.dataDir),
    );
    const handle = createRegistry(store, (err) => getLog().error({ err }, 'embedded registry'));
    return {
      registry: { hosts: ownHosts(settings.port), handle },
      importArchive: async (archive) => {
        // Needed once in the life of a data folder.
        const { importLayoutArchive } = await import('#lib/layout/archive/archive-import');
        await importLayoutArchive(store, createReadStream(archive));
      },
      release,
    };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const message = `The data folder ${settings.dataDir} cannot be used. Name another in ORRERY_DATA_DIR.`;
    throw new StartError('data', message, { cause: error });
  }
}

/** The names under which this process answers, the one we print first. */
export function ownHosts(port: number): readonly string[] {
  const names = ['localhost', '127.0.0.1', '[::1]'];
  const plain = port === 80 ? names : [];
  return [...names.map((name) => `${name}:${port}`), ...plain];
}
