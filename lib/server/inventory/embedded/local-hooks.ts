import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createMutex } from '#lib/async/mutex';
import { commitFile } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { OciError } from '#lib/oci/oci-error';
import { parseJson } from '#lib/oci/parse-json';
import type { HookStore, StoredHook } from '#lib/server/inventory/hook-store';
import { getLog } from '#lib/server/platform/log';
import { embeddedLimits } from './limits.ts';

const schema = z.object({
  registry: z.string(),
  sealed: z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  changedBy: z.string(),
  changedAt: z.number(),
  lastAt: z.number().optional(),
  unread: z.object({ at: z.number(), reason: z.string() }).optional(),
});

const fileName = 'hooks.json';
const damagedName = `${fileName}.damaged-`;

/**
 * The hooks of one's own machine, in a file of the data folder that is its owner's alone, as the token of Orrery is. It is
 * read at the first call. What is damaged is set aside under another name, and the hooks of it that can be read go on.
 */
export function openLocalHooks(dataDir: string, now: () => number = Date.now): HookStore {
  const { read, write, notice } = openFile(dataDir, now);
  const inTurn = createMutex();
  /** Writes the hook that `change` makes of the one that is there; nothing where it makes none. */
  const change = (registry: string, make: (hook: StoredHook | undefined) => StoredHook | undefined) =>
    inTurn(async () => {
      const hooks = await read();
      const changed = make(hooks.get(registry));
      if (changed !== undefined) await write(new Map(hooks).set(registry, changed));
    });
  return {
    list: () => inTurn(async () => [...(await read()).values()].sort(byRegistry)),
    notice: () => inTurn(notice),
    find: (registry) => inTurn(async () => (await read()).get(registry)),
    put: (hook) =>
      change(hook.registry, () => ({ ...hook, changedAt: now(), lastAt: undefined, unread: undefined })),
    reseal: (registry, sealed) => change(registry, (hook) => hook && { ...hook, sealed }),
    remove: (registry) =>
      inTurn(async () => {
        const hooks = new Map(await read());
        const isThere = hooks.delete(registry);
        if (isThere) await write(hooks);
        return isThere;
      }),
    note: (registry, reason) =>
      change(registry, (hook) => {
        if (hook === undefined) return undefined;
        const at = now();
        if (reason !== undefined) return { ...hook, lastAt: at, unread: { at, reason } };
        // A flood writes the file once in a while.
        return at - (hook.lastAt ?? 0) < embeddedLimits.notedEveryMs ? undefined : { ...hook, lastAt: at };
      }),
  };
}

function openFile(dataDir: string, now: () => number) {
  const path = join(dataDir, fileName);
  let known: ReadonlyMap<string, StoredHook> | undefined;
  const read = async () => {
    if (known !== undefined) return known;
    const bytes = await unlessMissing(readFile(path));
    const { hooks, isDamaged } = bytes === undefined ? nothing : readHooks(bytes);
    if (isDamaged) {
      await rename(path, join(dataDir, `${damagedName}${now()}`));
      getLog().error({ path }, 'the file of the hooks is damaged and was set aside');
      await write(hooks);
    }
    known = hooks;
    return hooks;
  };
  const write = async (hooks: ReadonlyMap<string, StoredHook>) => {
    const list = [...hooks.values()].map(({ sealed, ...hook }) => ({
      ...hook,
      sealed: Buffer.from(sealed).toString('base64'),
    }));
    const temporary = `${path}.new`;
    await rm(temporary, { force: true });
    await writeFile(temporary, JSON.stringify(list), { mode: 0o600 });
    await commitFile(temporary, path);
    known = hooks;
  };
  const notice = async () => {
    await read();
    const names = (await unlessMissing(readdir(dataDir))) ?? [];
    return noticeOf(names.filter((name) => name.startsWith(damagedName)));
  };
  return { read, write, notice };
}

type ReadHooks = { readonly hooks: ReadonlyMap<string, StoredHook>; readonly isDamaged: boolean };

const nothing: ReadHooks = { hooks: new Map(), isDamaged: false };

function readHooks(bytes: Uint8Array): ReadHooks {
  const list = listIn(bytes);
  const hooks = (list ?? []).flatMap((entry) => schema.safeParse(entry).data ?? []);
  return {
    hooks: new Map(hooks.map(({ lastAt, unread, ...hook }) => [hook.registry, { ...hook, lastAt, unread }])),
    isDamaged: hooks.length !== list?.length,
  };
}

function listIn(bytes: Uint8Array): readonly unknown[] | undefined {
  try {
    const parsed = parseJson(bytes);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

function noticeOf(damaged: readonly string[]): string | undefined {
  const name = damaged.toSorted().at(-1);
  if (name === undefined) return undefined;
  return `The file ${fileName} was damaged, and tokens in it are lost. It is kept in the data folder as ${name}. Make a new token for each registry that is missing here, then delete that file.`;
}

function byRegistry(one: StoredHook, other: StoredHook): number {
  return one.registry < other.registry ? -1 : 1;
}
