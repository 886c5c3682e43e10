import { expect, test } from 'vitest';
import { testClient, testLimits } from '#e2e/fakes/test-client';
import { UnsentRequest } from '#lib/registry/fetch';

const ok = () => Response.json({ tags: ['a'] });
const fault = (status: number, headers: Record<string, string> = {}) => new Response('', { status, headers });

test('a passing fault is not noticed by whoever asked', async () => {
  const answers = [fault(503), fault(500), ok()];
  const { client, sent, waits } = testClient(() => answers.shift());
  expect(await client.listTags('demo/app')).toEqual({ names: ['a'] });
  expect([sent.length, waits]).toEqual([3, [125, 250]]);
});

test('a body that breaks off is asked for again', async () => {
  const broken = new Response(
    new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) }),
  );
  const answers = [broken, ok()];
  const { client } = testClient(() => answers.shift());
  expect(await client.listTags('demo/app')).toEqual({ names: ['a'] });
});

test('what stays broken is told after four tries', async () => {
  const { client, sent } = testClient(() => fault(502));
  await expect(client.listTags('demo/app')).rejects.toMatchObject({
    code: 'unavailable',
    answer: { status: 502 },
  });
  expect(sent).toHaveLength(4);
});

test('a wait that is too long is handed on with its seconds', async () => {
  const { client, sent } = testClient(() => fault(429, { 'retry-after': '3600' }));
  await expect(client.listTags('demo/app')).rejects.toMatchObject({
    code: 'rate-limited',
    retryAfterSeconds: 3600,
    message: 'registry.example asks Orrery to wait 3600 seconds.',
  });
  expect(sent).toHaveLength(1);
});

test('a request that was not sent for our own reasons is held against no registry', async () => {
  let isSending = false;
  const { client, sent } = testClient(() => {
    if (isSending) return ok();
    throw new UnsentRequest(new Error('The database is away.'));
  });
  for (let calls = 0; calls < 2 * testLimits.breakerFailuresMax; calls += 1)
    await expect(client.listTags('demo/app')).rejects.toBeInstanceOf(UnsentRequest);
  expect(sent).toHaveLength(2 * testLimits.breakerFailuresMax);
  isSending = true;
  expect(await client.listTags('demo/app')).toEqual({ names: ['a'] });
});

test('a registry that never answers is given up', async () => {
  const { client } = testClient(() => new Promise<Response>(() => undefined), {
    limits: { ...testLimits, metadataTimeoutMs: 10 },
  });
  await expect(client.listTags('demo/app')).rejects.toMatchObject({
    code: 'timeout',
    message: 'registry.example did not give a list of tags in time.',
  });
});

test('a registry that stops in the middle of a list is given up', async () => {
  const { client } = testClient(() => new Response(new ReadableStream()), {
    limits: { ...testLimits, metadataTimeoutMs: 10 },
  });
  await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'timeout' });
});

test('no more requests are on their way than the registry is allowed', async () => {
  let running = 0;
  let most = 0;
  const { client } = testClient(async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return ok();
  });
  await Promise.all(Array.from({ length: 40 }, () => client.listTags('demo/app')));
  expect(most).toBeLessThanOrEqual(testLimits.requestsPerRegistryMax);
});

test('a challenge from where a redirect led is not answered', async () => {
  let lookups = 0;
  const { client, sent } = testClient(
    (url) =>
      url.host === 'registry.example'
        ? new Response(null, { status: 307, headers: { location: 'https://cdn.example/x' } })
        : fault(401, { 'www-authenticate': 'Basic realm="give it to me"' }),
    {
      credentials: async () => {
        lookups += 1;
        return undefined;
      },
    },
  );
  await expect(client.listTags('demo/app')).rejects.toMatchObject({ code: 'unauthorized' });
  expect([lookups, sent.length]).toEqual([0, 2]);
});

test('Docker Hub is asked under the name of its registry', async () => {
  const { client, sent } = testClient(ok, { registry: 'docker.io' });
  await client.listTags('library/nginx');
  expect(sent[0]?.url).toMatch(/^https:\/\/registry-1\.docker\.io\/v2\/library\/nginx\//);
});
