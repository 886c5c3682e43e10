import { beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { answerRegistries } from '#lib/server/answers/registries';
import { assertWritable, readOnlyRegistry } from '#lib/server/changes/read-only';

const handle = readOnlyRegistry(async () => new Response('read'));
const ask = (method: string) =>
  handle(new Request('http://localhost:4400/v2/acme/app/manifests/1.0', { method }));

beforeEach(() => testServices());

test.for(['PUT', 'POST', 'PATCH', 'DELETE'])(
  '%s is refused in the words of the distribution spec',
  async (method) => {
    const response = await ask(method);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await response.json()).toMatchObject({ errors: [{ code: 'UNSUPPORTED' }] });
  },
);

test.for(['GET', 'HEAD'])('%s is answered as ever', async (method) => {
  expect((await ask(method)).status).toBe(200);
});

test('pages are told, so that they offer no change', async () => {
  const isReadOnly = async () =>
    (await (await callRoute(answerRegistries, '/api/registries')).json()).readOnly;
  expect(await isReadOnly()).toBe(false);
  testServices({ readOnly: true });
  expect(await isReadOnly()).toBe(true);
});

test('what prepares a change is refused', () => {
  expect(assertWritable).not.toThrow();
  testServices({ readOnly: true });
  expect(assertWritable).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'read-only' }) }),
  );
});
