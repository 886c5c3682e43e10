import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FuzzOutcome, FuzzRun } from '#e2e/fuzz/fuzz-run';
import { inputOf } from '#e2e/fuzz/fuzz-run';
import { fuzzTargets } from '#e2e/fuzz/targets/all';
import type { Suite, Totals } from '#e2e/suites/suite';
import { addTotals, failed, nothing } from '#e2e/suites/suite';
import { mapConcurrent } from '#lib/async/map-concurrent';

const memoryMiB = 256;
const stuckMs = 20_000;
const atOnce = 2;
const usualInputs = 20_000;

/**
 * Feeds each of the parsers with mutated inputs; counts one test a parser. The seed is fixed, so that a change is judged
 * by what it changed, and short, because every change waits for it; `node e2e/fuzz/run.ts 42 100000` tries more and
 * others.
 */
export function fuzzSuite(seed = 1, inputs?: number): Suite {
  return {
    name: 'fuzz',
    run: async () => {
      const usual = inputs ?? usualInputs;
      console.log(`seed ${seed}, ${usual.toLocaleString('en')} inputs each`);
      const all = await mapConcurrent(fuzzTargets, atOnce, (target) =>
        feed({ target: target.name, seed, inputs: inputs ?? target.inputs ?? usualInputs }),
      );
      return all.reduce(addTotals, nothing);
    },
  };
}

async function feed(run: FuzzRun): Promise<Totals> {
  const began = Date.now();
  const outcome = await runInThread(run);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (outcome.kind === 'passed') {
    const share = Math.round((100 * outcome.taken) / run.inputs);
    console.log(
      `  ${run.target.padEnd(10)} passed ${run.inputs.toLocaleString('en')} in ${seconds} s; ${share} % were taken for something`,
    );
    return { ...nothing, passed: 1 };
  }
  const { index, error } = outcome;
  console.log(`  ${run.target.padEnd(10)} FAILED at input ${index} of seed ${run.seed}: ${error}`);
  console.log(`    ${inputOf(run, index)}`);
  return failed(`fuzz ${run.target}`, `at input ${index} of seed ${run.seed}: ${error}`);
}

/** Runs in a thread that may neither grow without bound nor stand still. */
async function runInThread(run: FuzzRun): Promise<FuzzOutcome> {
  const at = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { run, at },
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
  });
  const failedBy = (error: string): FuzzOutcome => ({ kind: 'failed', index: Atomics.load(at, 0), error });
  const stuck = Promise.withResolvers<FuzzOutcome>();
  let last = -1;
  const watch = setInterval(() => {
    if (last === Atomics.load(at, 0)) stuck.resolve(failedBy(`no end after ${stuckMs / 1000} s`));
    last = Atomics.load(at, 0);
  }, stuckMs);
  try {
    const outcome = once(worker, 'message').then(
      ([outcome]: FuzzOutcome[]) => outcome ?? failedBy('nothing was told'),
    );
    return await Promise.race([outcome.catch((error: unknown) => failedBy(String(error))), stuck.promise]);
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
