import { parentPort, workerData } from 'node:worker_threads';
import type { FuzzRun } from '#e2e/fuzz/fuzz-run';
import { runFuzz } from '#e2e/fuzz/fuzz-run';

// A thread of its own, so that an input which never ends can be named from outside, and memory has a limit.
const { run, at }: { run: FuzzRun; at: Int32Array<SharedArrayBuffer> } = workerData;
parentPort?.postMessage(runFuzz(run, (index) => Atomics.store(at, 0, index)));
