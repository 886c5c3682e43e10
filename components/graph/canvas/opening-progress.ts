import type { GraphState } from '#lib/graph/graph-state';

/** How far a walk through all has come. */
export type OpeningCount = {
  /** Artifacts that were asked what refers to them. */
  readonly done: number;
  /** Artifacts that can be asked, as far as they are known. */
  readonly known: number;
};

/** How many of the known artifacts have answered what refers to them; configs and layers are not asked. */
export function countOpening({ nodes, answers }: Pick<GraphState, 'nodes' | 'answers'>): OpeningCount {
  const asked = new Set(
    [...answers.values()].flatMap(({ about, question, source }) =>
      question === 'referrers' && source !== 'buildkit' ? [about] : [],
    ),
  );
  let known = 0;
  let done = 0;
  for (const { digest, kind, state } of nodes.values()) {
    if (kind === 'config' || kind === 'layer' || state === 'missing') continue;
    known++;
    if (asked.has(digest)) done++;
  }
  return { done, known };
}

/** A rate from fewer seconds than this says nothing. */
const leastMs = 2_000;

/**
 * `412 of 1,285 · 26 a second · 34 s left`; without a rate until there is one. `before` is what was done when the clock
 * started, `elapsedMs` the time since.
 */
export function openingText({ done, known }: OpeningCount, before: number, elapsedMs: number): string {
  const count = `${done.toLocaleString('en')} of ${known.toLocaleString('en')}`;
  const perSecond = ((done - before) * 1000) / Math.max(1, elapsedMs);
  if (elapsedMs < leastMs || perSecond <= 0) return count;
  const rate = perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en');
  const secondsLeft = Math.ceil((known - done) / perSecond);
  const left = secondsLeft < 100 ? `${secondsLeft} s` : `${Math.ceil(secondsLeft / 60)} min`;
  return `${count} · ${rate} a second${known > done ? ` · ${left} left` : ''}`;
}
