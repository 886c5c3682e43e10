'use client';
import { useEffect, useReducer, useRef } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { streamCleanup } from '#lib/api/client/stream-cleanup';
import type { CleanupState } from './cleanup-state.ts';
import { reduceCleanup, startingCleanup } from './cleanup-state.ts';

/** A clean-up as this page reads it, and the ways to stop it and to begin again. */
export type CleanupReading = {
  readonly state: CleanupState;
  readonly stop: () => void;
  readonly again: () => void;
};

/** Reads what of a repository can go, while the page shows it. */
export function useCleanup(ref: string): CleanupReading {
  const [state, dispatch] = useReducer(reduceCleanup, startingCleanup);
  const running = useRef<AbortController>(undefined);
  const read = async (isFresh: boolean) => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const { signal } = control;
    dispatch({ type: 'start' });
    try {
      for await (const events of streamCleanup({ ref, ...(isFresh ? { fresh: '1' } : {}) }, signal)) {
        if (signal.aborted) return;
        dispatch({ type: 'events', events });
      }
    } catch (error) {
      if (!signal.aborted) dispatch({ type: 'fail', problem: problemOf(error) });
    }
  };
  // Syncs with the stream of the server: who leaves ends it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the function is new at each rendering, the repository is not
  useEffect(() => {
    void read(false);
    return () => running.current?.abort();
  }, [ref]);
  return {
    state,
    stop: () => {
      running.current?.abort();
      dispatch({ type: 'stop' });
    },
    again: () => void read(true),
  };
}
