import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { request } from 'undici';
import { z } from 'zod';
import { pushBlob } from '#e2e/fakes/embedded';
import type { Registry } from '#e2e/registries/registry';
import type { TeamPlace } from './team-place.ts';

// Of a trace that a proxy has begun.
const trace = '0af7651916cd43dd8448eb211c80319c';

/** What operators see of a replica, and how one ends; the last stories of a place, since one of its replicas is gone then. */
export function operateStories(placeOf: () => TeamPlace): void {
  test('operators see routes, registries and sessions as metrics, and a request by the name that the proxy gave it', async () => {
    const ask = await askAs(placeOf(), 'bob');
    const headers = { 'x-request-id': 'edge-7', traceparent: `00-${trace}-b7ad6b7169203331-01` };
    const [a] = placeOf().replicas;
    const graph = await ask(a, `/api/graph?ref=${placeOf().registry}/team/app:1.0`, { headers });
    await graph.body.dump();
    expect([graph.statusCode, graph.headers['x-request-id']]).toEqual([200, 'edge-7']);
    const refused = await ask(a, `/api/graph?ref=${placeOf().registry}/other/app:1.0`, { headers });
    expect(await refused.body.json()).toMatchObject({ code: 'role-missing', requestId: 'edge-7' });
    const text = await placeOf().metrics();
    for (const line of [
      'orrery_http_requests_total{route="GET /api/graph",status="200"}',
      'orrery_http_requests_total{route="GET /api/graph",status="403"}',
      `orrery_registry_requests_total{registry="${placeOf().registry}",outcome="200"}`,
      'orrery_session_lookups_total{outcome="open"}',
      'orrery_cache_reads_total{cache="manifests",result="miss"}',
      'orrery_work_ended_total{kind="walk",outcome="done"}',
      'orrery_database_connections{state="idle"}',
      'orrery_state{state="ready"} 1',
    ])
      expect(text).toContain(line);
    expect(text).not.toContain('team/app');
  });

  test('a replica that is told to end is out at once, lets a download finish, and ends; the other goes on', async () => {
    const ask = await askAs(placeOf(), 'bob');
    const [a, b] = placeOf().replicas;
    const image = `${placeOf().registry}/team/app`;
    const planned = await ask(a, '/api/plans', {
      method: 'POST',
      body: JSON.stringify({ action: 'tag', ref: `${image}:1.0`, tags: ['drained'] }),
    });
    const plan = parsePlanId(await planned.body.json());
    // More than all buffers on the way hold: its end has not left the registry when the replica is told to end.
    const { digest, size } = await pushBlob(placeOf().content, 'team/app', randomBytes(48 * 1024 * 1024));
    const download = await ask(a, `/api/blob?ref=${image}@${digest}`);
    expect(download.statusCode).toBe(200);

    process.kill(a?.pid ?? 0, 'SIGTERM');
    await expect.poll(() => statusOf(ask, a, '/readyz')).toBe(503);
    expect([await statusOf(ask, a, '/livez'), await statusOf(ask, a, '/api/session')]).toEqual([200, 200]);
    const refused = await ask(a, `/api/plans/${plan}/run`, { method: 'POST', body: '{}' });
    expect([refused.statusCode, await refused.body.json()]).toMatchObject([503, { code: 'disconnected' }]);
    const bytes = Buffer.from(await download.body.arrayBuffer());
    expect([bytes.length, `sha256:${createHash('sha256').update(bytes).digest('hex')}`]).toEqual([
      size,
      digest,
    ]);
    expect(await a?.ended).toBe(0);
    // What was left is sent before the end.
    const spans = placeOf().traces();
    for (const name of ['GET /api/graph', 'GET registry', 'orrery']) expect(spans.includes(name)).toBe(true);
    expect(spans.includes(Buffer.from(trace, 'hex'))).toBe(true);

    expect(await statusOf(ask, b, '/readyz')).toBe(200);
    const run = await ask(b, `/api/plans/${plan}/run`, { method: 'POST', body: '{}' });
    expect(await run.body.text()).toContain('"state":"done"');
  });
}

/** How somebody who is signed in asks one replica, past the proxy. */
async function askAs(place: TeamPlace, person: string) {
  const cookie = await place.signIn(person);
  const { host } = new URL(place.origin);
  return (replica: Registry | undefined, path: string, { headers = {}, ...options }: Asked = {}) =>
    request(`${replica?.url}${path}`, {
      ...options,
      headers: { host, cookie, origin: place.origin, 'content-type': 'application/json', ...headers },
    });
}

type Asked = {
  readonly method?: 'POST';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

type Ask = Awaited<ReturnType<typeof askAs>>;

async function statusOf(ask: Ask, replica: Registry | undefined, path: string): Promise<number> {
  const { statusCode, body } = await ask(replica, path);
  await body.dump();
  return statusCode;
}

function parsePlanId(document: unknown): string {
  return z.object({ id: z.string() }).parse(document).id;
}
