import { createMutex } from '#lib/async/mutex';
import { getLog } from '#lib/server/platform/log';
import { embeddedLimits } from './limits.ts';
import type { OpenInventory } from './open-embedded-inventory.ts';

/** An inventory that is open while somebody uses it or a job is under way. */
export type WhileUsed = {
  /** Opens it where it is closed. It stays open for a while after the last `person`, else until no job is left. */
  readonly use: (by: 'person' | 'nobody') => Promise<OpenInventory>;
  /** Undefined while it is closed. */
  readonly current: () => OpenInventory | undefined;
  readonly close: () => Promise<void>;
};

type Opening = {
  readonly open: () => Promise<OpenInventory>;
  /** What has to be done before it ends because nobody uses it. */
  readonly beforeIdle: (open: OpenInventory) => Promise<void>;
};

/** One that is closed; nothing runs until it is used. */
export function openWhileUsed({ open, beforeIdle }: Opening): WhileUsed {
  const inTurn = createMutex();
  let current: OpenInventory | undefined;
  let usedAt = Number.NEGATIVE_INFINITY;
  let idleCheck: NodeJS.Timeout | undefined;
  const close = () =>
    inTurn(async () => {
      const closing = current;
      current = undefined;
      clearInterval(idleCheck);
      await closing?.close();
    });
  const closeWhenIdle = async () => {
    await current?.tidy();
    const isIdle = () => performance.now() - usedAt >= embeddedLimits.idleMs;
    if (current === undefined || !isIdle() || (await current.isAtWork())) return;
    await beforeIdle(current);
    if (isIdle()) await close();
  };
  return {
    current: () => current,
    use: (by) =>
      inTurn(async () => {
        if (by === 'person') usedAt = performance.now();
        if (current !== undefined) return current;
        const fresh = await open();
        current = fresh;
        void fresh.ended.then(() => {
          if (current === fresh) void close();
        });
        const onFault = (err: unknown) =>
          getLog().error({ err }, 'the inventory of this machine was not ended');
        idleCheck = setInterval(() => void closeWhenIdle().catch(onFault), embeddedLimits.idleCheckMs);
        idleCheck.unref();
        return fresh;
      }),
    close,
  };
}
