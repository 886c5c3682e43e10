import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { basename, join } from 'node:path';
import { inventorySchema } from '#lib/inventory/store/inventory-schema';

/**
 * The folder of the database of one machine. It never waits for a disk: where the machine goes down under it, it may be
 * torn. So it says when it is open, and all that lies in it can be made again from the registries.
 */
export type EmbeddedFolder = {
  readonly path: string;
  /** Whether there is something in it. */
  readonly isThere: () => boolean;
  /** To be called before it is opened; true where what was there could not be relied on, and lies aside now. */
  readonly enter: () => boolean;
  /** To be called after it was closed. */
  readonly leave: () => void;
  /** Puts what is there aside; the one that was put there before is gone. */
  readonly setAside: () => void;
  /** Removes it, and what was put aside. */
  readonly remove: () => void;
};

const isFolderName = /^pg\d+-s\d+$/;

/** The folder in which the inventory of a machine lies. */
export function inventoryFolder(dataDir: string): EmbeddedFolder {
  return embeddedFolder(dataDir, inventorySchema.length);
}

/** The folder for one schema: a release with another one fills a folder of its own. */
export function embeddedFolder(dataDir: string, schema: number, boot = bootOfMachine): EmbeddedFolder {
  const parent = join(dataDir, 'inventory');
  const path = join(parent, `pg18-s${schema}`);
  const marker = join(path, 'open-since-boot');
  const setAside = () => {
    const aside = join(parent, 'set-aside');
    rmSync(aside, { recursive: true, force: true });
    if (existsSync(path)) renameSync(path, aside);
  };
  return {
    path,
    isThere: () => existsSync(join(path, 'data')),
    enter: () => {
      const isTorn = existsSync(marker) && readFileSync(marker, 'utf8') !== boot();
      if (isTorn) setAside();
      mkdirSync(path, { recursive: true });
      // What another release has filled cannot be read by this one.
      for (const name of readdirSync(parent))
        if (isFolderName.test(name) && name !== basename(path))
          rmSync(join(parent, name), { recursive: true, force: true });
      writeFileSync(marker, boot());
      return isTorn;
    },
    leave: () => rmSync(marker, { force: true }),
    setAside,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
      rmSync(join(parent, 'set-aside'), { recursive: true, force: true });
    },
  };
}

/** The same from one start of the machine to its end. */
function bootOfMachine(): string {
  const known = '/proc/sys/kernel/random/boot_id';
  if (existsSync(known)) return readFileSync(known, 'utf8').trim();
  // Elsewhere the hour of the start: a clock that is set meanwhile costs a scan, and nothing else.
  const startedAt = Date.now() - uptime() * 1_000;
  return new Date(startedAt).toISOString().slice(0, 13);
}
