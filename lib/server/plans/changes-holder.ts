import type { Changes } from './changes.ts';

const key = Symbol.for('orrery.changes');
type Held = { changes?: Changes | undefined };
type Holder = { [key]?: Held };

/** Where the changes of this process are, for the route handlers and for our own server alike. */
export function changesHolder(): Held {
  const holder = globalThis as Holder;
  holder[key] ??= {};
  return holder[key];
}

/** Ends what is running so that it can go on later; resolves when it is written down, or after the grace. */
export async function stopChanges(graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const grace = setTimeout(resolve, graceMs);
  await Promise.race([changesHolder().changes?.stop(), promise]);
  clearTimeout(grace);
}
