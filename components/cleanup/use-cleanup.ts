'use client';
import { useEffect, useReducer, useRef } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import { streamCleanup } from '#lib/api/client/stream-cleanup';
import type { CleanupAction, CleanupState } from './cleanup-state.ts';
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
  // Syncs with the stream of the server: who leaves ends it.
  useEffect(() => {
    running.current = startReading(ref, { isFresh: false, dispatch });
    return () => running.current?.abort();
  }, [ref]);
  return {
    state,
    stop: () => {
      running.current?.abort();
      dispatch({ type: 'stop' });
    },
    again: () => {
      running.current?.abort();
      running.current = startReading(ref, { isFresh: true, dispatch });
    },
  };
}

type Reading = { readonly isFresh: boolean; readonly dispatch: (action: CleanupAction) => void };

/** Reads until it is aborted; what comes after that is dropped. */
function startReading(ref: string, { isFresh, dispatch }: Reading): AbortController {
  const control = new AbortController();
  const { signal } = control;
  const read = async () => {
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
  void read();
  return control;
}
