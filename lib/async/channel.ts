import { delay } from './timeout.ts';

/** How many values may wait, and which of them a newer one replaces. */
export type ChannelOptions<T> = {
  /** `send` waits while so many values are unread; no bound when left out. */
  readonly capacity?: number;
  /** A value takes the place of an unread one with the same key, so that a slow reader costs no memory. */
  readonly keyOf?: (value: T) => string;
};

/** Values on their way from many writers to one reader. */
export type Channel<T> = {
  /** Adds a value, also beyond the capacity; false when nobody will read it, because the channel or its reader has ended. */
  readonly push: (value: T) => boolean;
  /** As `push`, once there is room. */
  readonly send: (value: T) => Promise<boolean>;
  /** Ends the channel: the reader still gets all that waits. */
  readonly close: () => void;
  /** Ends the channel with an error: the reader gets all that waits, then the error. */
  readonly fail: (error: unknown) => void;
  /** Makes `take` give an empty batch if nothing waits, so that the reader can look at something else. */
  readonly wake: () => void;
  readonly size: () => number;
  /** Resolves when the reader has asked for more after all that was pushed before, or has left. */
  readonly flushed: () => Promise<void>;
  /** All that waits, or what comes next; undefined at the end. Rejects with the error of `fail`. For one reader. */
  readonly take: () => Promise<readonly T[] | undefined>;
  /** What `take` gives, batch by batch, without empty ones; whoever stops reading ends the channel. */
  readonly batches: (options?: BatchOptions) => AsyncGenerator<readonly T[]>;
} & AsyncIterable<T>;

/** After a wait for the first value the reader waits so long for more, so that many small batches become one. */
type BatchOptions = { readonly gatherMs?: number };

type End = { readonly kind: 'closed' } | { readonly kind: 'failed'; readonly error: unknown };

/** What both ends of a channel work on. */
type State<T> = {
  readonly buffer: ReturnType<typeof createBuffer<T>>;
  /** There may be something to take. */
  readonly changed: Signal;
  /** The reader has taken all and asks for more, or has left. */
  readonly caughtUp: Signal;
  reader: 'busy' | 'waiting' | 'gone';
  end: End | undefined;
  isWoken: boolean;
};

/** An empty channel. */
export function createChannel<T>(options: ChannelOptions<T> = {}): Channel<T> {
  const state: State<T> = {
    buffer: createBuffer(options),
    changed: createSignal(),
    caughtUp: createSignal(),
    reader: 'busy',
    end: undefined,
    isWoken: false,
  };
  return { ...writerOf(state), ...readerOf(state), size: state.buffer.size };
}

function writerOf<T>(state: State<T>) {
  const { buffer, changed, caughtUp } = state;
  const push = (value: T) => {
    if (state.end !== undefined) return false;
    buffer.add(value);
    changed.notify();
    return true;
  };
  return {
    push,
    send: async (value: T) =>
      state.end === undefined && buffer.isFull() ? await buffer.offer(value) : push(value),
    close: () => finish(state, { kind: 'closed' }),
    fail: (error: unknown) => finish(state, { kind: 'failed', error }),
    wake: () => {
      state.isWoken = true;
      changed.notify();
    },
    flushed: async () => {
      const isCaughtUp = state.reader !== 'busy' && buffer.size() === 0;
      if (!isCaughtUp) await caughtUp.next();
    },
  };
}

function readerOf<T>(state: State<T>) {
  const { buffer, changed, caughtUp } = state;
  const leave = () => {
    finish(state, { kind: 'closed' });
    state.reader = 'gone';
    buffer.clear();
    caughtUp.notify();
  };
  /** Whether there was nothing to take yet. */
  const waitForMore = async () => {
    if (buffer.size() > 0) return false;
    caughtUp.notify();
    if (state.end !== undefined || state.isWoken) return false;
    state.reader = 'waiting';
    await changed.next();
    state.reader = 'busy';
    return true;
  };
  const drain = () => {
    state.isWoken = false;
    const batch = buffer.takeAll();
    if (batch.length > 0 || state.end === undefined) return batch;
    leave();
    if (state.end.kind === 'failed') throw state.end.error;
    return undefined;
  };
  async function* batches({ gatherMs }: BatchOptions = {}) {
    try {
      for (;;) {
        const hasWaited = await waitForMore();
        if (hasWaited && gatherMs !== undefined && state.end === undefined) await delay(gatherMs);
        const batch = drain();
        if (batch === undefined) return;
        if (batch.length > 0) yield batch;
      }
    } finally {
      leave();
    }
  }
  return {
    batches,
    take: async () => {
      await waitForMore();
      return drain();
    },
    [Symbol.asyncIterator]: async function* () {
      for await (const batch of batches()) yield* batch;
    },
  };
}

function finish<T>(state: State<T>, end: End): void {
  state.end ??= end;
  state.changed.notify();
}

/** The values that wait, and the senders that wait for room among them. */
function createBuffer<T>({ capacity = Number.POSITIVE_INFINITY, keyOf }: ChannelOptions<T>) {
  let values = new Map<unknown, T>();
  let senders: { readonly value: T; readonly resolve: (isTaken: boolean) => void }[] = [];
  let added = 0;
  const add = (value: T) => {
    values.set(keyOf?.(value) ?? added, value);
    added += 1;
  };
  return {
    add,
    size: () => values.size,
    isFull: () => senders.length > 0 || values.size >= capacity,
    offer: (value: T) => new Promise<boolean>((resolve) => senders.push({ value, resolve })),
    takeAll: (): readonly T[] => {
      const batch = [...values.values()];
      values = new Map();
      while (senders.length > 0 && values.size < capacity) {
        const sender = senders.shift();
        if (sender === undefined) break;
        add(sender.value);
        sender.resolve(true);
      }
      return batch;
    },
    clear: () => {
      values = new Map();
      for (const { resolve } of senders) resolve(false);
      senders = [];
    },
  };
}

/** Promises that resolve at the next notification. */
type Signal = { readonly next: () => Promise<void>; readonly notify: () => void };

function createSignal(): Signal {
  let next = Promise.withResolvers<void>();
  return {
    next: () => next.promise,
    notify: () => {
      next.resolve();
      next = Promise.withResolvers();
    },
  };
}
