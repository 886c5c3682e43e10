import { useEffect, useState } from 'react';

/** Seconds until a wait is over; starts again when `about` changes. */
export function useCountdown(seconds: number | undefined, about: unknown): number {
  const [started, setStarted] = useState({ about, left: seconds ?? 0 });
  if (started.about !== about) setStarted({ about, left: seconds ?? 0 });
  const isRunning = started.left > 0;
  // Syncs with the clock of the browser while seconds are left.
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(
      () => setStarted((state) => ({ ...state, left: Math.max(0, state.left - 1) })),
      1000,
    );
    return () => clearInterval(timer);
  }, [isRunning]);
  return started.left;
}
