import { expect, test } from 'vitest';
import { startBasicRegistry } from '#e2e/fakes/basic-registry';
import { testServices } from '#e2e/fakes/call-route';
import { Secret } from '#lib/registry/auth/credential';
import { createClient } from './open-connection.ts';

const credential = { kind: 'basic', username: 'ada', password: new Secret('pass') } as const;
const ping = (host: string) => createClient(host, async () => credential).ping();

test('a registry on this machine is asked by plain http', async () => {
  testServices();
  await using registry = await startBasicRegistry('ada', 'pass');
  await expect(ping(registry.host)).resolves.toBeUndefined();
});

test('what the operator says about a registry comes before what its name suggests', async () => {
  await using registry = await startBasicRegistry('ada', 'pass');
  testServices({ registries: [{ host: registry.host, plainHttp: false }] });
  await expect(ping(registry.host)).rejects.toMatchObject({ code: 'tls-failed' });
});
