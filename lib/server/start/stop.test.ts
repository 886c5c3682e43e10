import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drain } from './stop.ts';

async function serve(): Promise<{ server: Server; url: string; next: () => Promise<ServerResponse> }> {
  let arrived = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, outgoing) => arrived.resolve(outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const next = async () => {
    const outgoing = await arrived.promise;
    arrived = Promise.withResolvers();
    return outgoing;
  };
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, next };
}

test('what is running finishes, what is idle is closed, and nothing new is taken', async () => {
  const { server, url, next } = await serve();
  const first = fetch(url);
  (await next()).end('first');
  await (await first).text();
  const running = fetch(url);
  const outgoing = await next();
  const drained = drain([server], 60_000);
  await expect(fetch(url, { headers: { connection: 'close' } })).rejects.toThrow();
  outgoing.end('whole');
  expect(await (await running).text()).toBe('whole');
  await drained;
});

test('what has not finished after the grace is cut', async () => {
  const { server, url, next } = await serve();
  const running = fetch(url);
  running.catch(() => {});
  await next();
  await drain([server], 1);
  await expect(running).rejects.toThrow();
});

const script = `
import { onSignal } from ${JSON.stringify(fileURLToPath(new URL('stop.ts', import.meta.url)))};
let time = 0;
performance.now = () => time;
const said = [];
onSignal(() => said.push('stop'), () => said.push('now'));
for (const at of JSON.parse(process.argv[1])) {
  time = at;
  process.emit(at % 2 === 0 ? 'SIGINT' : 'SIGTERM');
}
process.stdout.write(JSON.stringify(said));
`;

async function signalsAt(times: readonly number[]): Promise<unknown> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(times)]);
  const closed = once(child, 'close');
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  await closed;
  return JSON.parse(text);
}

test('the first signal asks to stop and a later one ends at once', async () => {
  expect(await signalsAt([0, 5_001])).toEqual(['stop', 'now']);
});

test('a Ctrl-C that npm hands on again is not a second one', async () => {
  expect(await signalsAt([0, 1, 900])).toEqual(['stop']);
});
