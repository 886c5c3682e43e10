import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type Demo = {
  readonly archive: string;
  /** Adds what the archive holds and the registry does not. */
  readonly load: (archive: string) => Promise<void>;
};

/** The reference of the demo that a person is shown first. */
export const demoReference = 'acme/storefront:2.4.1';

/**
 * Loads the demo on the first start with this data folder, and never again: what somebody has deleted stays deleted.
 * False when there is nothing to load.
 */
export async function loadDemoOnce(dataDir: string, demo: Demo): Promise<boolean> {
  const mark = join(dataDir, 'demo-loaded');
  if (await exists(mark)) return true;
  if (!(await exists(demo.archive))) return false;
  await demo.load(demo.archive);
  await mkdir(dirname(mark), { recursive: true });
  await writeFile(mark, '');
  return true;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
