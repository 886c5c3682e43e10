import { expect, test } from 'vitest';
import { scriptedFetch } from '#e2e/fakes/scripted-fetch';
import { testLimits } from '#e2e/fakes/test-client';
import { createRegistryConnection } from './create-registry-client.ts';

test('two clients of one connection count only what they asked themselves', async () => {
  const { fetch } = scriptedFetch(() => Response.json({}));
  const connection = createRegistryConnection({
    registry: 'registry.example',
    plainHttp: false,
    fetch,
    credentials: async () => undefined,
    limits: testLimits,
  });
  const first = connection.client();
  const second = connection.client();
  await Promise.all([first.ping(), first.ping(), second.ping()]);
  expect([first.requests(), second.requests()]).toEqual([
    { sent: 2, cached: 0 },
    { sent: 1, cached: 0 },
  ]);
});
