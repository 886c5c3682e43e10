/** Runs one task after the other, in the order they were asked for. */
export type Turns = <T>(task: () => Promise<T>) => Promise<T>;

/** A queue of its own: a task that fails tells its caller and does not hold up those behind it. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  };
}
