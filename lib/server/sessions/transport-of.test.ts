import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry } from '#e2e/fakes/embedded';
import { startScriptedServer } from '#e2e/fakes/scripted-server';
import { textOf } from '#e2e/fakes/text-of';
import { connectionsTo, transportOf } from './transport-of.ts';

test('our own registry is asked within this process, and has no connections', async () => {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const [host = ''] = registry.hosts;
  const { fetch, isOwn } = transportOf(host);
  const origin = `http://${host}`;
  const answer = await fetch(new URL('/v2/', origin), {
    method: 'GET',
    purpose: 'registry',
    onBehalfOf: origin,
  });
  expect([isOwn, answer.status]).toEqual([true, 200]);
  expect(connectionsTo(host)).toBe(undefined);
});

test('all others are asked over the network, and their connections are counted', async () => {
  testServices();
  await using server = await startScriptedServer((_, out) => out.end('here'));
  const { host } = new URL(server.origin);
  const { fetch, isOwn, plainHttp } = transportOf(host);
  const request = { method: 'GET', purpose: 'registry', onBehalfOf: server.origin } as const;
  for (let n = 0; n < 5; n += 1)
    expect(await textOf(await fetch(new URL(server.origin), request))).toBe('here');
  expect([isOwn, plainHttp]).toEqual([false, true]);
  const { opened = 0, reused = 0, open } = connectionsTo(host) ?? {};
  expect([opened, opened + reused, open]).toEqual([server.connections(), 5, opened]);
});
