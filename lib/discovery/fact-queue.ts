import { inSlices } from '#lib/async/slices';
import type { Fact } from '#lib/graph/model';

/** Facts on their way from many parallel requests to one reader. */
export type FactQueue = {
  readonly push: (fact: Fact) => void;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
  /**
   * All that has been learned since the last time, at once: one by one would cost a turn of the event loop each. What
   * is very much comes in slices, so that its reader does not hold up everybody else.
   */
  readonly read: () => AsyncGenerator<readonly Fact[]>;
  /** When the reader has come back for more: then everything that was pushed before has left. */
  readonly taken: () => Promise<void>;
};

const momentMs = 4;

/** A queue without a bound of its own: the walk that fills it is bounded. */
export function createFactQueue(): FactQueue {
  let waiting: Fact[] = [];
  let wake = () => {};
  let end: { error?: unknown } | undefined;
  let asking: (() => void)[] = [];
  const finish = (how: { error?: unknown }) => {
    end ??= how;
    wake();
  };
  async function* read() {
    while (true) {
      const facts = waiting;
      waiting = [];
      for await (const slice of inSlices(facts)) yield slice;
      if (waiting.length > 0) continue;
      for (const goOn of asking) goOn();
      asking = [];
      if (end !== undefined) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      // What else comes in the next moment goes along: a write for every fact would cost more than learning it.
      if (end === undefined) await moment();
    }
    if ('error' in end) throw end.error;
  }
  return {
    push: (fact) => {
      waiting.push(fact);
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    read,
    taken: () =>
      new Promise((resolve) => {
        asking.push(resolve);
        wake();
      }),
  };
}

function moment(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, momentMs);
  });
}
