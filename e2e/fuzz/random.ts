/** Numbers that look like chance and are the same in every run with the same seed. */
export type Random = {
  /** A whole number from 0 to `below - 1`. */
  readonly below: (below: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** True once in so many times. */
  readonly oneIn: (times: number) => boolean;
};

/**
 * The chance behind input `index` of a run. Each input has a source of its own, so that any of them can be made again
 * without the ones before it (mulberry32).
 */
export function randomOf(seed: number, index: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(index + 1, 0xc2b2ae35);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => next() % Math.max(1, limit);
  return { below, pick: (list) => list[below(list.length)] ?? list[0], oneIn: (times) => below(times) === 0 };
}
