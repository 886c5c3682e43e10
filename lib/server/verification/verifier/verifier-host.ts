import { Worker } from 'node:worker_threads';
import { verificationLimits } from '#lib/server/verification/limits';
import type { AskedCall, VerifierCall, VerifierReply } from './verifier-calls.ts';

export type VerifierThreadOptions = {
  /** Told of a fault of ours, and of a thread that ended. */
  readonly onFault: (message: string) => void;
  /** For tests; the limits and our own thread are the default. */
  readonly checkMs?: number;
  readonly script?: URL;
};

/** Why a thread ended before it answered. */
export type LostCheck = { readonly state: 'lost'; readonly why: 'memory' | 'time' | 'fault' };

/** A thread for one question at a time: begun when it is needed, and begun anew when it has ended. */
export type VerifierThread = {
  readonly ask: (call: AskedCall) => Promise<VerifierReply | LostCheck>;
  readonly close: () => Promise<void>;
};

type Running = {
  readonly worker: Worker;
  /** False when it ended before it could be asked anything. */
  readonly isReady: Promise<boolean>;
  /** Which it was sent. */
  readonly policies: Set<string>;
};

/** No thread yet. */
export function createVerifierThread(options: VerifierThreadOptions): VerifierThread {
  let running: Running | undefined;
  let idle: NodeJS.Timeout | undefined;
  const begin = (): Running => {
    const worker = startWorker(options);
    const begun = { worker, isReady: waitUntilReady(worker, options), policies: new Set<string>() };
    begun.worker.once('exit', () => {
      if (running === begun) running = undefined;
    });
    return begun;
  };
  const close = async () => {
    clearTimeout(idle);
    const ended = running;
    running = undefined;
    await ended?.worker.terminate();
  };
  return {
    ask: async (call) => {
      clearTimeout(idle);
      running ??= begin();
      const reply = await askWith(running, call, options);
      if (reply.state === 'lost') await close();
      idle = setTimeout(() => void close(), verificationLimits.verifierIdleMs);
      idle.unref();
      return reply;
    },
    close,
  };
}

/** A policy is sent once; the thread says when it has forgotten it. */
async function askWith(
  { worker, isReady, policies }: Running,
  call: AskedCall,
  options: VerifierThreadOptions,
): Promise<VerifierReply | LostCheck> {
  if (!(await isReady)) return { state: 'lost', why: 'fault' };
  const { parts, ...policy } = call.policy;
  if (policies.has(policy.key)) {
    const reply = await exchange(worker, { ...call, policy }, options);
    if (reply.state !== 'lacks-policy') return reply;
  }
  policies.add(policy.key);
  return await exchange(worker, call, options);
}

function startWorker({
  script = new URL('./verifier-thread.ts', import.meta.url),
}: VerifierThreadOptions): Worker {
  const worker = new Worker(script, {
    resourceLimits: {
      maxOldGenerationSizeMb: verificationLimits.verifierHeapMiB,
      maxYoungGenerationSizeMb: verificationLimits.verifierYoungMiB,
    },
    // Nothing of the environment is needed there, and flags of the process are not all known to threads.
    env: {},
    execArgv: [],
  });
  // The process may end while it waits.
  worker.unref();
  // Who asks hears of it too; between two questions there is nobody to tell.
  worker.on('error', () => undefined);
  return worker;
}

/** To load what checks is no part of the first check. */
async function waitUntilReady(worker: Worker, options: VerifierThreadOptions): Promise<boolean> {
  const first = await replyOf(worker, { ...options, checkMs: verificationLimits.verifierStartMs });
  return first.state === 'ready';
}

async function exchange(
  worker: Worker,
  call: VerifierCall,
  options: VerifierThreadOptions,
): Promise<VerifierReply | LostCheck> {
  const reply = replyOf(worker, options);
  worker.postMessage(call);
  return await reply;
}

function replyOf(
  worker: Worker,
  { onFault, checkMs = verificationLimits.checkMs }: VerifierThreadOptions,
): Promise<VerifierReply | LostCheck> {
  return new Promise((resolve) => {
    const settle = (reply: VerifierReply | LostCheck) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(reply);
    };
    const onExit = () => settle({ state: 'lost', why: 'fault' });
    const onError = (error: NodeJS.ErrnoException) => {
      onFault(`A thread that checks signatures ended: ${error.message}`);
      settle({ state: 'lost', why: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault' });
    };
    const timer = setTimeout(() => settle({ state: 'lost', why: 'time' }), checkMs);
    worker.once('message', settle).once('error', onError).once('exit', onExit);
  });
}
