import { afterEach, expect, test } from 'vitest';
import { digestFromHash } from '#lib/oci/digest';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import type { Verifier } from './verifier-pool.ts';
import { createVerifierPool } from './verifier-pool.ts';

let verifier: Verifier | undefined;
let faults: string[] = [];
afterEach(async () => {
  await verifier?.close();
  faults = [];
});

/** A pool whose threads run this program. */
function start(program?: string, checkMs?: number): Verifier {
  verifier = createVerifierPool({
    onFault: (message) => faults.push(message),
    ...(program === undefined
      ? {}
      : { script: new URL(`data:text/javascript,${encodeURIComponent(program)}`) }),
    ...(checkMs === undefined ? {} : { checkMs }),
  });
  return verifier;
}

const head = `import { parentPort } from 'node:worker_threads';
  queueMicrotask(() => parentPort.postMessage({ state: 'ready' }));`;
const evidence: SignedEvidence = {
  digest: digestFromHash('sha256', 'a'.repeat(64)),
  target: { digest: digestFromHash('sha256', 'b'.repeat(64)), size: 1, mediaType: 'x' },
  kind: 'signature',
  material: { form: 'dsse', bytes: new Uint8Array(), annotations: {} },
};
const reference = { registry: 'a.io', repository: 'b', tag: '1' };
const asked = { evidence, reference, now: new Date('2026-11-26T04:40:00Z') };
const policy = { key: 'k', parts: {}, source: 'none' } as const;
const asking = () => ({ owner: {}, signal: new AbortController().signal });

test('a policy is described by our own thread', async () => {
  const { isKnown, description } = await start().explain(policy, {}, asking());
  expect(isKnown).toBe(true);
  expect(description.policies).toEqual([]);
  expect(faults).toEqual([]);
});

test.each([
  ['takes too long', `${head} parentPort.on('message', () => { for (;;); });`, 'takes too long'],
  [
    'takes too much memory',
    `${head} parentPort.on('message', () => { const all = []; for (;;) all.push(new Array(1e6).fill({})); });`,
    'too much memory',
  ],
  ['ends its thread', `${head} parentPort.on('message', () => process.exit(1));`, 'an internal error'],
  [
    'breaks its thread',
    `${head} parentPort.on('message', () => { throw new Error('broken'); });`,
    'an internal error',
  ],
  [
    'is a fault of ours',
    `${head} parentPort.on('message', () => parentPort.postMessage({ state: 'failed', failure: 'why' }));`,
    'an internal error',
  ],
])('evidence whose check %s cannot be checked, and says so', async (_, program, sentence) => {
  const check = await start(program, program.includes('for (;;);') ? 200 : 20_000).check(
    policy,
    asked,
    asking(),
  );
  expect(check).toMatchObject({ state: 'cannot-check', code: 'internal', about: evidence.target.digest });
  expect(check.reason).toContain(sentence);
});

test('a thread that ended is begun anew for the next question', async () => {
  const program = `${head}
    parentPort.on('message', ({ asked }) => {
      if (asked.reference.tag === 'bad') for (;;);
      parentPort.postMessage({ state: 'done', answer: 'fine' });
    });`;
  const { check } = start(program, 200);
  const bad = { ...asked, reference: { ...reference, tag: 'bad' } };
  const all = await Promise.all([bad, bad, asked, asked].map((one) => check(policy, one, asking())));
  expect(all.slice(2)).toEqual(['fine', 'fine']);
});

test('who has left is not waited for', async () => {
  const program = `${head} parentPort.on('message', () => { for (;;); });`;
  const { check } = start(program, 300);
  const left = new AbortController();
  const running = [1, 2].map(() => check(policy, asked, asking()));
  const waiting = check(policy, asked, { owner: {}, signal: left.signal });
  left.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
  await Promise.all(running);
});

test('a policy that takes too long is refused in words', async () => {
  const { explain } = start(`${head} parentPort.on('message', () => { for (;;); });`, 200);
  await expect(explain(policy, {}, asking())).rejects.toThrow('more time than a policy may');
});
