import { Worker } from 'node:worker_threads';
import { limits } from '#lib/server/platform/limits';
import type { ArgumentOf, ReaderAnswer, ReaderQuestion, ResultOf } from './reader-calls.ts';
import { parseResult } from './reader-calls.ts';

export type ThreadOptions = {
  /** Told of a fault of ours, and of a thread that ended. */
  readonly onFault: (message: string) => void;
  /** Told when the thread ran out of memory between two questions, as it reads on what was asked before. */
  readonly onMemory?: () => void;
  /** For tests; the limits are the default. */
  readonly heapMiB?: number;
  readonly readMs?: number;
  readonly idleMs?: number;
};

/** Why a thread ended before it answered; `isCause` for the question that it was at. */
export type Lost = { readonly lost: 'memory' | 'time' | 'fault'; readonly isCause: boolean };

/** A thread that is begun when it is needed, and begun anew when it has ended. */
export type ReaderThread = {
  readonly ask: <Name extends ReaderQuestion>(
    name: Name,
    argument: ArgumentOf<Name>,
    transfer?: readonly ArrayBuffer[],
  ) => Promise<{ readonly result: ResultOf<Name> } | Lost>;
  readonly close: () => Promise<void>;
};

type Reason = Lost['lost'];

type Running = {
  readonly worker: Worker;
  /** In the order in which they were sent; a join may be answered after what was asked later. */
  readonly waiting: { readonly id: number; readonly settle: (answer: ReaderAnswer | Lost) => void }[];
  timer: NodeJS.Timeout | undefined;
  reason: Reason;
  /** Ends it; who asks from now on gets a new one. */
  readonly stop: (reason: Reason) => Promise<unknown>;
};

/** No thread yet. */
export function createReaderThread(options: ThreadOptions): ReaderThread {
  let running: Running | undefined;
  let count = 0;
  const current = (): Running => {
    running ??= start(options, (ended) => {
      if (running === ended) running = undefined;
    });
    return running;
  };
  return {
    ask: async (name, argument, transfer = []) => {
      const thread = current();
      const id = ++count;
      const answer = await new Promise<ReaderAnswer | Lost>((settle) => {
        thread.waiting.push({ id, settle });
        thread.worker.postMessage({ id, name, argument }, [...transfer]);
        if (thread.waiting.length === 1) watch(thread, options);
      });
      if ('lost' in answer) return answer;
      if (answer.failure === undefined) return { result: parseResult(name, answer) };
      options.onFault(answer.failure);
      return { lost: 'fault', isCause: true };
    },
    close: async () => {
      await running?.stop('fault');
    },
  };
}

function start(options: ThreadOptions, onEnd: (thread: Running) => void): Running {
  const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    resourceLimits: {
      maxOldGenerationSizeMb: options.heapMiB ?? limits.readerHeapMiB,
      maxYoungGenerationSizeMb: limits.readerYoungMiB,
    },
    // Nothing of the environment is needed there, and flags of the process are not all known to threads.
    env: {},
    execArgv: [],
  });
  // The process may end while it waits.
  worker.unref();
  const thread: Running = {
    worker,
    waiting: [],
    timer: undefined,
    reason: 'fault',
    stop: (reason) => {
      thread.reason = reason;
      onEnd(thread);
      return worker.terminate();
    },
  };
  worker.on('message', (answer: ReaderAnswer) => {
    const place = thread.waiting.findIndex(({ id }) => id === answer.id);
    for (const { settle } of place < 0 ? [] : thread.waiting.splice(place, 1)) settle(answer);
    watch(thread, options);
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') thread.reason = 'memory';
    options.onFault(`The reader of documents ended: ${error.message}`);
  });
  worker.on('exit', () => {
    clearTimeout(thread.timer);
    onEnd(thread);
    if (thread.waiting.length === 0 && thread.reason === 'memory') options.onMemory?.();
    thread.waiting.forEach(({ settle }, place) => {
      settle({ lost: thread.reason, isCause: place === 0 });
    });
  });
  return thread;
}

/** Ends a thread that is at one question for too long, or has had none for long. */
function watch(thread: Running, { readMs, idleMs }: ThreadOptions): void {
  clearTimeout(thread.timer);
  const isIdle = thread.waiting.length === 0;
  const after = isIdle ? (idleMs ?? limits.readerIdleMs) : (readMs ?? limits.documentReadMs);
  thread.timer = setTimeout(() => void thread.stop('time'), after);
  thread.timer.unref();
}
