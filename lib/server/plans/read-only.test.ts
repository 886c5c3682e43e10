import { beforeEach, expect, test } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import type { Settings } from '#lib/server/platform/env';
import { answerRegistries } from '#lib/server/routes/registries';
import { refuseReadOnly, registryForClients } from './read-only.ts';

type Rules = Pick<Settings, 'registry' | 'readOnly'>;

const ask = (method: string, rules: Partial<Rules> = {}) =>
  registryForClients(async () => new Response('done'), { registry: 'open', readOnly: false, ...rules })(
    new Request('http://localhost:4400/v2/acme/app/manifests/1.0', { method }),
  );
const reads = ['GET', 'HEAD'];
const writes = ['PUT', 'POST', 'PATCH', 'DELETE'];

beforeEach(() => testServices());

test.for(writes)('read-only, %s is refused in the words of the distribution spec', async (method) => {
  const response = await ask(method, { readOnly: true });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD');
  expect(await response.json()).toMatchObject({ errors: [{ code: 'UNSUPPORTED' }] });
});

test.for(writes)('a registry to read from denies %s and says by which setting', async (method) => {
  const response = await ask(method, { registry: 'read' });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    errors: [{ code: 'DENIED', message: expect.stringContaining('ORRERY_REGISTRY=read') }],
  });
});

test.for(reads)('a registry to read from answers %s', async (method) => {
  expect((await ask(method, { registry: 'read' })).status).toBe(200);
  expect((await ask(method, { readOnly: true })).status).toBe(200);
});

test.for([...reads, ...writes])('a registry that is off answers %s with 404 and why', async (method) => {
  const response = await ask(method, { registry: 'off', readOnly: true });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    errors: [{ code: 'UNSUPPORTED', message: expect.stringContaining('ORRERY_REGISTRY=off') }],
  });
});

test('an open registry takes everything', async () => {
  expect((await ask('PUT')).status).toBe(200);
});

test('pages are told, so that they offer no change', async () => {
  const isReadOnly = async () =>
    (await (await callRoute(answerRegistries, '/api/registries')).json()).readOnly;
  expect(await isReadOnly()).toBe(false);
  testServices({ readOnly: true });
  expect(await isReadOnly()).toBe(true);
});

test('what prepares a change is refused', () => {
  expect(refuseReadOnly).not.toThrow();
  testServices({ readOnly: true });
  expect(refuseReadOnly).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'read-only' }) }),
  );
});
