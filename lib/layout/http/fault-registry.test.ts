import { afterEach, expect, test } from 'vitest';
import type { Fault, FaultRule } from '#e2e/faults/fault-registry';
import { challenge, createFaultRegistry, htmlPage } from '#e2e/faults/fault-registry';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { openScratchRegistry } from '#e2e/faults/scratch-registry';

const content = 'x'.repeat(1_000);
const opened: ScratchRegistry[] = [];

afterEach(async () => {
  for (const registry of opened.splice(0)) await registry[Symbol.asyncDispose]();
});

test.each<[Fault, number]>([
  [{ kind: 'answer', status: 503, headers: { 'Retry-After': '2' } }, 503],
  [challenge('Bearer realm="https://auth.example/token"'), 401],
  [htmlPage, 200],
  [{ kind: 'wait', until: Promise.resolve() }, 200],
  [{ kind: 'looping-link' }, 200],
  [{ kind: 'length', value: '7' }, 200],
])('the fault %j is answered with %i', async (fault, status) => {
  expect((await meet({ path: /\/blobs\//, fault })).status).toBe(status);
});

test('a cut body breaks, a flipped byte does not show', async () => {
  await expect(
    (await meet({ path: /blobs/, fault: { kind: 'cut', afterBytes: 10 } })).text(),
  ).rejects.toThrow('cut off');
  const flipped = await (await meet({ path: /blobs/, fault: { kind: 'flip', at: 5 } })).text();
  expect(flipped).toBe(`xxxxxy${'x'.repeat(994)}`);
});

test('a body without end ends when it is cancelled', async () => {
  const reader = (await meet({ path: /blobs/, fault: { kind: 'endless' } })).body?.getReader();
  expect((await reader?.read())?.value?.byteLength).toBe(64 * 1024);
  await reader?.cancel();
});

test('a rule is over after its number of times, and meets only its method', async () => {
  await using registry = await openScratchRegistry();
  const digest = await registry.pushBlob('acme/app', content);
  const fault: Fault = { kind: 'throw', error: new Error('refused') };
  const faulty = createFaultRegistry(registry.handle, [{ method: 'GET', path: /blobs/, times: 1, fault }]);
  const request = (method: string) =>
    new Request(`http://registry.example/v2/acme/app/blobs/${digest}`, { method });
  expect((await faulty(request('HEAD'))).status).toBe(200);
  await expect(faulty(request('GET'))).rejects.toThrow('refused');
  expect((await faulty(request('GET'))).status).toBe(200);
});

async function meet(rule: FaultRule): Promise<Response> {
  const registry = await openScratchRegistry();
  opened.push(registry);
  const digest = await registry.pushBlob('acme/app', content);
  const faulty = createFaultRegistry(registry.handle, [rule]);
  return faulty(new Request(`http://registry.example/v2/acme/app/blobs/${digest}`));
}
