import type { Digest } from '#lib/oci/digest';
import { RegistryError } from '#lib/registry/registry-error';
import type { CallScheduler } from './call-scheduler.ts';
import { priorities } from './call-scheduler.ts';
import type { FactEmitter, KnownGraph } from './fact-emitter.ts';
import type { WalkScope } from './walk-scope.ts';

/** What a walk may still spend: calls, bytes, nodes and time. */
export type WalkBudget = {
  /** One call of a client; waits for its turn, and rejects at once when the walk was halted. */
  readonly call: <T>(call: (signal: AbortSignal) => Promise<T>, priority: number) => Promise<T>;
  /** The same at one priority. */
  readonly callWith: (priority: number) => <T>(call: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Resolves when so many more nodes may be emitted: many large graphs at once would fill the memory. */
  readonly reserve: (nodes: number) => Promise<void>;
  /** Milliseconds that the walk has waited in `reserve`: no fault of the registry, and not its time. */
  readonly waitedMs: () => number;
  /** Gives back what the walk has reserved. */
  readonly release: () => void;
  /** Counts what was read; halts the walk when it is too much. */
  readonly countBytes: (about: Digest, bytes: number) => void;
  /** Stops asking, and says why. */
  readonly halt: (about: Digest, reason: string) => void;
  readonly isHalted: () => boolean;
  /** Whether no further step is to be begun: the walk was halted, or a registry asked us to wait. */
  readonly isEnding: () => boolean;
};

type Parts = {
  readonly scheduler: CallScheduler;
  readonly emit: Pick<FactEmitter, 'limit'>;
  readonly known: Pick<KnownGraph, 'size'>;
};

/** The budget of one walk; `signal` ends the wait in `reserve`. */
export function createWalkBudget(
  { limits, enterLarge }: Pick<WalkScope, 'limits' | 'enterLarge'>,
  { scheduler, emit, known }: Parts,
  signal: AbortSignal,
): WalkBudget {
  const large = createLargeTurn(enterLarge, signal);
  let bytesRead = 0;
  // Before the next in line is let through: what was named is still asked at its other sources, and nothing else.
  const call: WalkBudget['call'] = (request, priority) =>
    scheduler.run(async (running) => {
      try {
        return await request(running);
      } catch (error) {
        if (error instanceof RegistryError && error.code === 'rate-limited')
          scheduler.setMinimumPriority(priorities.root);
        throw error;
      }
    }, priority);
  const halt = (about: Digest, reason: string) => {
    if (scheduler.isClosed()) return;
    emit.limit(about, reason);
    scheduler.close();
  };
  return {
    call,
    callWith: (priority) => (request) => call(request, priority),
    reserve: async (nodes) => {
      if (known.size() + nodes > limits.largeWalkNodes) await large.enter();
    },
    waitedMs: large.waitedMs,
    release: large.leave,
    countBytes: (about, bytes) => {
      bytesRead += bytes;
      if (bytesRead <= limits.walkBytesMax) return;
      halt(about, `The walk stopped after it had read ${Math.floor(limits.walkBytesMax / 2 ** 20)} MiB.`);
    },
    halt,
    isHalted: scheduler.isClosed,
    isEnding: scheduler.isRestricted,
  };
}

/** The turn of one walk among the large ones: entered once, left once. */
function createLargeTurn(enterLarge: WalkScope['enterLarge'], signal: AbortSignal) {
  let entering: Promise<void> | undefined;
  let since: number | undefined;
  let waited = 0;
  let leave = () => {};
  const wait = async (enter: NonNullable<WalkScope['enterLarge']>) => {
    since = performance.now();
    leave = await enter(signal);
    waited = performance.now() - since;
    since = undefined;
    if (signal.aborted) leave();
  };
  return {
    enter: async () => {
      if (enterLarge === undefined) return;
      entering ??= wait(enterLarge);
      await entering;
    },
    waitedMs: () => waited + (since === undefined ? 0 : performance.now() - since),
    leave: () => leave(),
  };
}
