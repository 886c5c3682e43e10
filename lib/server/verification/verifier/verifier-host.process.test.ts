import { afterEach, expect, test } from 'vitest';
import type { VerifierThread } from './verifier-host.ts';
import { createVerifierThread } from './verifier-host.ts';

let thread: VerifierThread | undefined;
let faults: string[] = [];
afterEach(async () => {
  await thread?.close();
  faults = [];
});

/** A thread that runs this program. */
function start(program: string, checkMs = 20_000): VerifierThread {
  const text = `import { parentPort } from 'node:worker_threads'; ${program}`;
  const script = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  thread = createVerifierThread({ onFault: (message) => faults.push(message), script, checkMs });
  return thread;
}

const ready = "parentPort.postMessage({ state: 'ready' });";
const policy = { key: 'k', parts: {}, source: 'none' } as const;
const call = { name: 'explain', policy, asked: {} } as const;

test('a policy is sent once, and again when the thread has forgotten it', async () => {
  const { ask } = start(`${ready}
    let count = 0;
    parentPort.on('message', ({ policy }) => {
      count += 1;
      const isForgotten = policy.parts === undefined && count === 3;
      parentPort.postMessage(isForgotten ? { state: 'lacks-policy' } : { state: 'done', answer: [count, 'parts' in policy] });
    });`);
  const seen: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) seen.push(await ask(call));
  expect(seen).toEqual([
    { state: 'done', answer: [1, true] },
    { state: 'done', answer: [2, false] },
    { state: 'done', answer: [4, true] },
  ]);
});

test('to load what checks is no part of the first check', async () => {
  const { ask } = start(
    `setTimeout(() => { ${ready} }, 600);
    parentPort.on('message', () => parentPort.postMessage({ state: 'done', answer: 'fine' }));`,
    300,
  );
  expect(await ask(call)).toEqual({ state: 'done', answer: 'fine' });
});

test('a thread that cannot begin is lost and told, and the next question begins another', async () => {
  const { ask } = start("throw new Error('broken');");
  expect(await ask(call)).toEqual({ state: 'lost', why: 'fault' });
  expect(await ask(call)).toEqual({ state: 'lost', why: 'fault' });
  expect(faults).toEqual(Array(2).fill('A thread that checks signatures ended: broken'));
});
