import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startScriptedServer } from '#e2e/fakes/scripted-server';
import { textOf } from '#e2e/fakes/text-of';
import { createConnectionCounts } from './connection-counts.ts';
import { createEgressFetch } from './egress.ts';

const limits = { connectTimeoutMs: 2000, headersTimeoutMs: 2000, bodyIdleTimeoutMs: 2000 };

test('connections are counted by what they lead to: opened, reused, open', async () => {
  const connections = createConnectionCounts();
  const fetch = createEgressFetch({ limits, connections });
  const ask = async (origin: string) => {
    const request = { method: 'GET', purpose: 'registry', onBehalfOf: origin } as const;
    return textOf(await fetch(new URL(`${origin}/v2/`), request));
  };
  await using one = await startScriptedServer((_, out) => out.end('one'));
  const two = await startScriptedServer((_, out) => out.end('two'));
  for (let n = 0; n < 5; n += 1) await ask(one.origin);
  await Promise.all(Array.from({ length: 4 }, () => ask(two.origin)));
  const ofOne = connections.of(one.origin);
  expect(ofOne.opened).toBe(one.connections());
  expect(ofOne.opened + ofOne.reused).toBe(5);
  expect(ofOne.open).toBe(ofOne.opened);
  expect(connections.of(two.origin).opened).toBe(two.connections());

  await two[Symbol.asyncDispose]();
  while (connections.of(two.origin).open > 0) await wait(5);
  expect(connections.of('http://nobody.example')).toEqual({ opened: 0, reused: 0, open: 0 });
});
