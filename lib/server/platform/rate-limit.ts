import { LRUCache } from 'lru-cache';
import { limits } from './limits.ts';

export type RateLimitOptions = {
  readonly max: number;
  readonly perMs: number;
  readonly now?: () => number;
};

/**
 * Bounds how often something is tried. Calling what it gives counts an attempt and gives undefined when the attempt may
 * go ahead, or else the seconds to wait. A refused attempt is not counted: whoever waits that long gets in.
 */
export function createRateLimit({ max, perMs, now = () => performance.now() }: RateLimitOptions) {
  const recent = new LRUCache<string, readonly number[]>({ max: limits.rateLimitKeysMax });
  return (key: string): number | undefined => {
    const time = now();
    const times = (recent.get(key) ?? []).filter((earlier) => earlier > time - perMs);
    const [oldest] = times;
    if (oldest !== undefined && times.length >= max) return Math.ceil((oldest + perMs - time) / 1000);
    recent.set(key, [...times, time]);
    return undefined;
  };
}
