import type { PlanRecord, RunEvent } from '#lib/transfer/record';

/** What a run tells, to whoever listens and from whenever. */
export type RunFeed = {
  readonly put: (events: readonly RunEvent[]) => void;
  /** Nothing follows. */
  readonly close: () => void;
  /** From the start: what every step has come to so far, then what happens. */
  readonly follow: () => AsyncGenerator<readonly RunEvent[]>;
};

type Listener = { readonly hear: (events: readonly RunEvent[]) => void; readonly wake: () => void };

/** The feed of a run that goes on from these steps. */
export function createRunFeed(known: PlanRecord['steps']): RunFeed {
  const sofar = new Map<string, RunEvent>();
  const listeners = new Set<Listener>();
  let isClosed = false;
  for (const [id, step] of Object.entries(known)) keep({ type: 'step', id, ...step });

  function keep(event: RunEvent): void {
    if (event.type === 'step') sofar.delete(`progress:${event.id}`);
    sofar.set(event.type === 'end' ? 'end' : `${event.type}:${event.id}`, event);
  }

  return {
    put: (events) => {
      for (const event of events) keep(event);
      for (const { hear } of listeners) hear(events);
    },
    close: () => {
      isClosed = true;
      for (const { wake } of listeners) wake();
    },
    async *follow() {
      // Progress that nobody has read yet gives way to later progress: a slow reader costs no memory.
      let waiting = new Map([...sofar.values()].map((event) => [keyOf(event), event]));
      let bell = Promise.withResolvers<void>();
      const listener: Listener = {
        wake: () => bell.resolve(),
        hear: (events) => {
          for (const event of events) waiting.set(keyOf(event), event);
          bell.resolve();
        },
      };
      listeners.add(listener);
      try {
        while (true) {
          if (waiting.size === 0 && isClosed) return;
          if (waiting.size === 0) await bell.promise;
          const batch = [...waiting.values()];
          waiting = new Map();
          bell = Promise.withResolvers<void>();
          if (batch.length > 0) yield batch;
        }
      } finally {
        listeners.delete(listener);
      }
    },
  };
}

function keyOf(event: RunEvent): string {
  if (event.type === 'end') return 'end';
  return event.type === 'step' ? `step:${event.id}:${event.state}` : `progress:${event.id}`;
}
