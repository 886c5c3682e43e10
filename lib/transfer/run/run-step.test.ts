import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { WritingClient } from '#e2e/fakes/test-client';
import { stillWorld, testContext } from '#e2e/fakes/test-run';
import { digestOf } from '#e2e/faults/scratch-registry';
import { RegistryError } from '#lib/registry/registry-error';
import { runLimits } from '#lib/transfer/limits';
import type { Step } from '#lib/transfer/plan';
import type { RunEvent } from '#lib/transfer/record';
import type { StepRunner } from '#lib/transfer/run/run-step';
import { runStep } from '#lib/transfer/run/run-step';

const at = { registry: 'registry.example', repository: 'acme/app' };
const to = { registry: 'registry.example', repository: 'acme/copy' };
const digest = digestOf('layer');
const words = { after: [], target: '', detail: '' };
const blob: Step = {
  ...{ verb: 'copy-blob', id: '1', from: at, to, blob: { mediaType: 'a/b', digest, size: 9 } },
  ...words,
};
const verification: Step = { verb: 'verify', id: '2', at: to, manifests: [digest], tags: [], ...words };
const untag: Step = { verb: 'untag', id: '3', at, tag: '1.0', digest, ...words };

function runnerOf(faults: Partial<WritingClient>, more: Partial<StepRunner> = {}): StepRunner {
  const client = createFakeClient(createFakeStore(), faults);
  return {
    context: testContext(client),
    limits: runLimits,
    environment: stillWorld,
    signal: new AbortController().signal,
    report: () => {},
    ...more,
  };
}
const fresh = { isFirstTry: true };
const fails = (error: unknown) => async () => {
  throw error;
};

test('a step that succeeds has its outcome as record', async () => {
  const result = await runStep(blob, runnerOf({ pushBlob: async () => 'pushed' }), fresh);
  expect(result).toEqual({ record: { state: 'done', bytes: 9 } });
});

test('each step has a signal of its own, which ends with the run and leaves nothing behind on its signal', async () => {
  const run = new AbortController();
  const signals: AbortSignal[] = [];
  const pushBlob: WritingClient['pushBlob'] = async (_repository, _blob, _source, options) => {
    if (options?.signal !== undefined) signals.push(options.signal);
    options?.signal?.addEventListener('abort', () => {});
    if (signals.length === 3) run.abort(new Error('enough'));
    options?.signal?.throwIfAborted();
    return 'pushed';
  };
  const runner = runnerOf({ pushBlob }, { signal: run.signal });
  const results = [await runStep(blob, runner, fresh), await runStep(blob, runner, fresh)];
  expect(getEventListeners(run.signal, 'abort')).toEqual([]);
  expect(results.map(({ record }) => record.state)).toEqual(['done', 'done']);
  expect((await runStep(blob, runner, fresh)).record.state).toBe('pending');
  expect(new Set(signals).size).toBe(3);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, true]);
});

test('a refusal of the registry is explained', async () => {
  const answer = { status: 403, code: 'DENIED' };
  const refusal = new RegistryError('forbidden', at.registry, 'No.', { answer });
  const { record } = await runStep(blob, runnerOf({ pushBlob: fails(refusal) }), fresh);
  expect(record).toMatchObject({ state: 'failed', code: 'forbidden' });
  expect(record.reason).toContain('does not let you write here');
});

test('content that the registry lost is named beside the failure', async () => {
  const absent = new RegistryError('not-found', to.registry, 'Gone.');
  const { record, lost } = await runStep(verification, runnerOf({ resolveManifest: fails(absent) }), fresh);
  expect(record).toMatchObject({ state: 'failed', code: 'verify-failed' });
  expect(lost).toEqual(new Set([digest]));
});

test('a plan that no longer fits is told to the run', async () => {
  const other = { digest: digestOf('other'), mediaType: 'a/b', size: 1 };
  const bytes = { ...other, bytes: new TextEncoder().encode('{}'), verified: true } as const;
  const faults = { resolveManifest: async () => other, getManifestBytes: async () => bytes };
  const { record, outdated } = await runStep(untag, runnerOf(faults), fresh);
  expect(record).toMatchObject({ state: 'failed', code: 'plan-outdated' });
  expect(outdated?.message).toContain('was moved');
});

test('a step that is cancelled is pending again, whatever it threw', async () => {
  const signal = AbortSignal.abort();
  const result = await runStep(blob, runnerOf({ pushBlob: fails(new Error('aborted')) }, { signal }), fresh);
  expect(result).toEqual({ record: { state: 'pending' } });
});

test('an unforeseen error is handed on, and none of its words are recorded', async () => {
  const errors: unknown[] = [];
  const environment = { ...stillWorld, onError: (error: unknown) => errors.push(error) };
  const bug = new Error('secret');
  const { record } = await runStep(blob, runnerOf({ pushBlob: fails(bug) }, { environment }), fresh);
  expect(errors).toEqual([bug]);
  expect(record).toMatchObject({ state: 'failed', code: 'internal' });
  expect(JSON.stringify(record)).not.toContain('secret');
});

test('bytes are reported at most once in the time of the limits', async () => {
  let now = 0;
  const events: RunEvent[] = [];
  const pushBlob: WritingClient['pushBlob'] = async (_repository, _blob, _open, { onBytes } = {}) => {
    for (const bytes of [1, 2, 3, 4]) {
      now += 100;
      onBytes?.(bytes);
    }
    return 'pushed';
  };
  const environment = { ...stillWorld, now: () => now };
  await runStep(blob, runnerOf({ pushBlob }, { environment, report: (event) => events.push(event) }), fresh);
  expect(events).toEqual([{ type: 'progress', id: '1', bytes: 3 }]);
});
