import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One temporary folder for all that the tests of a run write; it goes with whatever they left in it. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_FOLDER !== undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'orrery-tests-'));
  // PostgreSQL runs as another user, whose own folder lies inside.
  await chmod(folder, 0o711);
  process.env.TEST_FOLDER = folder;
  process.env.TMPDIR = folder;
  // The processes of the tests end after this: one that is still writing must not fail a run of which all tests passed.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
}
