import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry } from '#e2e/fakes/embedded';
import { startScriptedServer } from '#e2e/fakes/scripted-server';
import { serveTeam } from '#e2e/fakes/team-in-test';
import { textOf } from '#e2e/fakes/text-of';
import { ProblemError } from '#lib/api/problems/problem-error';
import { connectionsTo, transportOf } from './transport-of.ts';

test('our own registry is asked within this process, and has no connections', async () => {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const [host = ''] = registry.hosts;
  const { fetch, isOwn } = transportOf(host, '');
  const origin = `http://${host}`;
  const answer = await fetch(new URL('/v2/', origin), {
    method: 'GET',
    purpose: 'registry',
    onBehalfOf: origin,
  });
  expect([isOwn, answer.status]).toEqual([true, 200]);
  expect(connectionsTo(host)).toBe(undefined);
});

test('a team’s Orrery opens what its operator names, and none of the machine’s own files', () => {
  serveTeam({
    registries: [{ host: 'a.io', attachedIn: 'b.io/attached' }],
    cosignRepository: 'c.io:5000/signatures',
  });
  const codeOf = (registry: string) => {
    try {
      return transportOf(registry, '').isOwn ? 'own' : 'network';
    } catch (error) {
      return error instanceof ProblemError ? error.problem.code : 'internal';
    }
  };
  expect(['a.io', 'b.io', 'c.io:5000'].map(codeOf)).toEqual(['network', 'network', 'network']);
  const refused = ['a.i', 'a.io:5000', 'c.io', 'ghcr.io', 'localhost:4400', 'oci:/etc', 'oci:'];
  expect(new Set(refused.map(codeOf))).toEqual(new Set(['registry-not-configured']));
  expect(codeOf('oci:upload/0b5c6a0e-7a52-4b7e-9a53-2f6a5f3f1a11')).toBe('own');
});

test('all others are asked over the network, and their connections are counted', async () => {
  testServices();
  await using server = await startScriptedServer((_, out) => out.end('here'));
  const { host } = new URL(server.origin);
  const { fetch, isOwn, plainHttp } = transportOf(host, '');
  const request = { method: 'GET', purpose: 'registry', onBehalfOf: server.origin } as const;
  for (let n = 0; n < 5; n += 1)
    expect(await textOf(await fetch(new URL(server.origin), request))).toBe('here');
  expect([isOwn, plainHttp]).toEqual([false, true]);
  const { opened = 0, reused = 0, open } = connectionsTo(host) ?? {};
  expect([opened, opened + reused, open]).toEqual([server.connections(), 5, opened]);
});
