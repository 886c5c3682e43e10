import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createMutex } from '#lib/async/mutex';
import { commitFile } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { parseJson } from '#lib/oci/parse-json';
import type { HookStore, StoredHook } from '#lib/server/inventory/hook-store';
import { embeddedLimits } from './limits.ts';

const schema = z.array(
  z.object({
    registry: z.string(),
    sealed: z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
    changedBy: z.string(),
    changedAt: z.number(),
    lastAt: z.number().optional(),
    unread: z.object({ at: z.number(), reason: z.string() }).optional(),
  }),
);

/**
 * The hooks of one's own machine, in a file of the data folder that is its owner's alone, as the token of Orrery is. It is
 * read at the first call.
 */
export function openLocalHooks(dataDir: string, now: () => number = Date.now): HookStore {
  const path = join(dataDir, 'hooks.json');
  const inTurn = createMutex();
  let known: Map<string, StoredHook> | undefined;
  const read = async () => {
    if (known !== undefined) return known;
    const bytes = await unlessMissing(readFile(path));
    const hooks = bytes === undefined ? [] : schema.parse(parseJson(bytes));
    known = new Map(hooks.map(({ lastAt, unread, ...hook }) => [hook.registry, { ...hook, lastAt, unread }]));
    return known;
  };
  const write = async (hooks: Map<string, StoredHook>) => {
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
  /** Writes the hook that `change` makes of the one that is there; nothing where it makes none. */
  const change = (registry: string, make: (hook: StoredHook | undefined) => StoredHook | undefined) =>
    inTurn(async () => {
      const hooks = await read();
      const changed = make(hooks.get(registry));
      if (changed !== undefined) await write(new Map(hooks).set(registry, changed));
    });
  return {
    list: () => inTurn(async () => [...(await read()).values()].sort(byRegistry)),
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

function byRegistry(one: StoredHook, other: StoredHook): number {
  return one.registry < other.registry ? -1 : 1;
}
