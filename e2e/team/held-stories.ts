import { expect, test } from '@playwright/test';
import { request } from 'undici';
import type { Registry } from '#e2e/registries/registry';
import { planSchema, uploadSchema } from '#lib/api/contract/plan-contract';
import { newPage, signInAnew } from './sign-in.ts';
import type { TeamPlace } from './team-place.ts';

/** What one replica holds and another is asked for, at a place that other stories use as well. */
export function heldStories(placeOf: () => TeamPlace): void {
  let cookie = '';
  test('an archive of one replica is downloaded through another, uploaded there, and imported by the first', async ({
    browser,
  }) => {
    const { registry, replicas, origin } = placeOf();
    const [a, b] = replicas;
    if (a === undefined || b === undefined) throw new Error('There are two replicas.');
    const page = await newPage(browser, origin);
    await signInAnew(page, 'ada', origin);
    const found = (await page.context().cookies()).find(({ name }) => name === '__Host-orrery');
    cookie = `__Host-orrery=${found?.value}`;

    const from = `${registry}/team/app:1.0`;
    const ref = `${registry}/held/app:1.0`;
    await change(a, { action: 'copy', from, to: ref });
    const before = await digestOf(a, ref);
    const deletion = await change(a, { action: 'delete', ref, scope: 'graph' });
    expect(await digestOf(b, ref)).toBeUndefined();

    const path = `/api/plans/${deletion}/archive`;
    const [here, there] = [await ask(a, path), await ask(b, path)];
    expect([here.status, there.status]).toEqual([200, 200]);
    expect(there.bytes.equals(here.bytes)).toBe(true);
    expect(there.bytes.length).toBeGreaterThan(1_000);

    const kept = await ask(b, `/api/uploads?name=again.tar&plan=${deletion}`, { method: 'POST' });
    const upload = uploadSchema.parse(kept.json());
    const opened = await ask(a, `/api/graph?ref=${encodeURIComponent(upload.references[0] ?? '')}`);
    expect([opened.status, opened.text()]).toEqual([200, expect.stringContaining(before ?? 'no digest')]);
    await change(a, { action: 'import', upload: upload.id, to: `${registry}/held/app` });
    expect(await digestOf(b, ref)).toBe(before);
  });

  test('an upload opens at every replica, to its own person alone', async ({ browser }) => {
    const { registry, replicas, origin } = placeOf();
    const [a, b] = replicas;
    if (a === undefined || b === undefined) throw new Error('There are two replicas.');
    const kept = await ask(b, '/api/uploads?name=notes.txt', { method: 'POST', body: 'notes' });
    const { id } = uploadSchema.parse(kept.json());
    const attach = {
      action: 'attach',
      subject: `${registry}/team/app:1.0`,
      artifactType: 'text/plain',
      files: [{ upload: id, name: 'notes.txt', mediaType: 'text/plain' }],
    };
    const planned = await ask(a, '/api/plans', { method: 'POST', body: JSON.stringify(attach) });
    expect(planned.status).toBe(201);
    const page = await newPage(browser, origin);
    await signInAnew(page, 'bob', origin);
    const refused = await page.request.post('/api/plans', { headers: { origin }, data: attach });
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('is gone') });
  });

  /** Asks one replica, past the proxy. */
  async function ask(replica: Registry, path: string, init: { method?: 'POST'; body?: string } = {}) {
    const { host } = new URL(placeOf().origin);
    const { statusCode, body } = await request(`${replica.url}${path}`, {
      method: init.method ?? 'GET',
      headers: { host, cookie, 'x-orrery-request': '1', 'content-type': 'application/json' },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    const text = () => bytes.toString();
    return { status: statusCode, bytes, text, json: (): unknown => JSON.parse(text()) };
  }

  /** Plans and runs at one replica; gives the id of the plan. */
  async function change(replica: Registry, body: object): Promise<string> {
    const planned = await ask(replica, '/api/plans', { method: 'POST', body: JSON.stringify(body) });
    const { id, confirm } = planSchema.parse(planned.json());
    const typed = JSON.stringify(confirm === undefined ? {} : { confirm });
    const run = await ask(replica, `/api/plans/${id}/run`, { method: 'POST', body: typed });
    expect(run.text()).toMatch(/"state":"done"[^\n]*\n?$/);
    return id;
  }

  async function digestOf(replica: Registry, ref: string): Promise<string | undefined> {
    const answer = await ask(replica, `/api/resolve?ref=${encodeURIComponent(ref)}`);
    const document: unknown = answer.json();
    const isFound = typeof document === 'object' && document !== null && 'digest' in document;
    return isFound ? String(document.digest) : undefined;
  }
}
