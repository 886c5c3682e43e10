import type { Channel } from '#lib/async/channel';
import { createChannel } from '#lib/async/channel';
import type { PlanRecord, RunEvent } from '#lib/transfer/record';

/** The events of a run, for any number of readers that come at any time. */
export type RunFeed = {
  readonly put: (events: readonly RunEvent[]) => void;
  /** Ends the feed: readers still get all that was put. */
  readonly close: () => void;
  /** From the start: what every step has come to so far, then what happens. */
  readonly follow: () => AsyncGenerator<readonly RunEvent[]>;
};

/** The feed of a run whose steps stand as in `known`. */
export function createRunFeed(known: PlanRecord['steps']): RunFeed {
  const latest = new Map<string, RunEvent>();
  const readers = new Set<Channel<RunEvent>>();
  let isClosed = false;
  const remember = (event: RunEvent) => {
    if (event.type === 'step') latest.delete(`progress:${event.id}`);
    latest.set(event.type === 'end' ? 'end' : `${event.type}:${event.id}`, event);
  };
  for (const [id, step] of Object.entries(known)) remember({ type: 'step', id, ...step });

  return {
    put: (events) => {
      for (const event of events) {
        remember(event);
        for (const reader of readers) reader.push(event);
      }
    },
    close: () => {
      isClosed = true;
      for (const reader of readers) reader.close();
    },
    async *follow() {
      const reader = createChannel<RunEvent>({ keyOf });
      for (const event of latest.values()) reader.push(event);
      if (isClosed) reader.close();
      readers.add(reader);
      try {
        yield* reader.batches();
      } finally {
        readers.delete(reader);
      }
    },
  };
}

/** Unread progress gives way to later progress; every state of a step and the end are read. */
function keyOf(event: RunEvent): string {
  if (event.type === 'end') return 'end';
  return event.type === 'step' ? `step:${event.id}:${event.state}` : `progress:${event.id}`;
}

type End = Extract<RunEvent, { type: 'end' }>;
type Ended = Pick<PlanRecord, 'plan' | 'steps' | 'reason' | 'code'> & { readonly state: End['state'] };

/** The end of a run: how many of its steps came to what, and how many bytes were moved. */
export function summarizeRun({ plan, state, steps, reason, code }: Ended, milliseconds: number): End {
  const records = plan.steps.map(({ id }) => steps[id] ?? { state: 'pending' as const });
  const count = (name: string) => records.filter((step) => step.state === name).length;
  return {
    type: 'end',
    state,
    done: count('done'),
    skipped: count('skipped'),
    failed: count('failed'),
    left: count('pending') + count('started'),
    bytes: records.reduce((sum, step) => sum + ('bytes' in step ? (step.bytes ?? 0) : 0), 0),
    milliseconds: Math.round(milliseconds),
    ...(reason === undefined ? {} : { reason }),
    ...(code === undefined ? {} : { code }),
  };
}
