import { limits } from '#lib/server/platform/limits';

/**
 * Calls `stop` at the first signal to end and `now` at the next. npm hands on a Ctrl-C that the terminal has sent to us
 * already, so what comes within a second is the same one.
 */
export function onSignal(stop: () => void, now: () => void): void {
  let first: number | undefined;
  const receive = () => {
    if (first === undefined) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > limits.sameSignalMs) now();
  };
  process.on('SIGINT', receive).on('SIGTERM', receive);
}
