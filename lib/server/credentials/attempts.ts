import { LRUCache } from 'lru-cache';

export type AttemptsOptions = {
  readonly max: number;
  readonly perMs: number;
  readonly now?: () => number;
};

const keysMax = 1_000;

/**
 * Bounds how often something is tried. The answer is undefined, and the attempt counted, when it may go ahead; else the
 * seconds until the next one may. A refused attempt is not counted: who waits that long gets in.
 */
export function createAttempts({ max, perMs, now = () => performance.now() }: AttemptsOptions) {
  const recent = new LRUCache<string, readonly number[]>({ max: keysMax });
  return (key: string): number | undefined => {
    const time = now();
    const times = (recent.get(key) ?? []).filter((earlier) => earlier > time - perMs);
    const [oldest] = times;
    if (oldest !== undefined && times.length >= max) return Math.ceil((oldest + perMs - time) / 1000);
    recent.set(key, [...times, time]);
    return undefined;
  };
}
