import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { memoryHookStore } from '#e2e/fakes/memory-hooks';
import { teamInTest, teamOrigin } from '#e2e/fakes/team-in-test';
import { readNdjson } from '#lib/api/client/ndjson';
import { inventoryStateSchema, scanSchema } from '#lib/api/contract/inventory-contract';
import type { InventoryService } from '#lib/server/inventory/inventory-service';
import { provideInventory } from '#lib/server/inventory/inventory-service';
import type { InventoryState, StartedScan } from '#lib/server/inventory/inventory-state';
import { getServices } from '#lib/server/platform/services';
import type { Session } from '#lib/server/sessions/session';
import { nobody } from '#lib/server/sessions/session';
import {
  answerCancelScan,
  answerForget,
  answerInventory,
  answerInventoryAction,
  answerScan,
  answerScanEstimate,
  answerStartScan,
} from './inventory.ts';
import type { RouteHandler } from './route-call.ts';

const host = 'registry.example';
const jobs = { waiting: 0, active: 0, done: 0, doneLastMinute: 0, failed: 0 };
const nothing: InventoryState = { known: undefined, jobs, failures: [] };
let state = nothing;
let calls: string[] = [];
let scans: StartedScan[] = [];

beforeEach(() => {
  testServices();
  state = nothing;
  calls = [];
  scans = [];
  const note = (name: string) => async (given: unknown) =>
    void calls.push(`${name} ${JSON.stringify(given)}`);
  const service: InventoryService = {
    describe: async () => state,
    estimate: async () => ({ requests: 1, repositories: 1, tags: 0, basis: 'It is empty.' }),
    start: async (scope) => {
      calls.push(`start ${JSON.stringify(scope)}`);
      return 'one';
    },
    find: async (id) => (id === 'one' ? scans.shift() : undefined),
    cancel: note('cancel'),
    pause: note('pause'),
    resume: note('resume'),
    retry: async () => 0,
    forget: note('forget'),
    notify: note('notify'),
    addQuestionJob: note('addQuestionJob'),
    questions: async () => {
      throw new Error('No route of scans asks it.');
    },
    hooks: memoryHookStore(),
    close: async () => undefined,
  };
  provideInventory(service);
});

function scan(more: Partial<StartedScan>): StartedScan {
  const scope = { host, repository: 'team/app' };
  return { ...nothing, id: 'one', scope, startedAt: 0, requests: 0, state: 'running', ...more };
}

function post(answer: typeof answerStartScan, path: string, body: unknown): Promise<Response> {
  return callRoute(answer, path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'x-orrery-request': '1' },
  });
}

test('a registry that nobody has scanned is told so', async () => {
  const response = await callRoute(answerInventory, `/api/inventory?host=${host}`);
  const document = inventoryStateSchema.parse(await response.json());
  expect(document).toEqual({ host, jobs, failures: [] });
});

test('a scan is started, and its address given', async () => {
  const response = await post(answerStartScan, '/api/inventory/scans', { host, repository: 'team/app' });
  expect(response.status).toBe(202);
  expect(response.headers.get('location')).toBe('/api/inventory/scans/one');
  expect(calls).toEqual([`start ${JSON.stringify({ host, repository: 'team/app' })}`]);
});

test.for([{ host: 'not a host' }, { host, repository: 'Team/App' }, { host, more: 1 }, {}])(
  '%o starts nothing',
  async (body) => {
    const response = await post(answerStartScan, '/api/inventory/scans', body);
    expect(response.status).toBe(400);
    expect(calls).toEqual([]);
  },
);

test('a scan is followed until it is done', async () => {
  scans = [scan({ jobs: { ...jobs, waiting: 3 } }), scan({ state: 'done' })];
  const response = await callRoute(answerScan, '/api/inventory/scans/one', {
    headers: { accept: 'application/x-ndjson' },
  });
  const states: string[] = [];
  if (response.body === null) throw new Error('There is no stream.');
  for await (const lines of readNdjson(response.body))
    states.push(...lines.map((line) => scanSchema.parse(line).state));
  expect(states).toEqual(['running', 'done']);
});

test('what is left of a scan is taken back; one that is not there is not found', async () => {
  scans = [scan({})];
  const init = { method: 'DELETE', headers: { 'x-orrery-request': '1' } };
  expect((await callRoute(answerCancelScan, '/api/inventory/scans/one', init)).status).toBe(204);
  expect(calls).toEqual([`cancel ${JSON.stringify({ host, repository: 'team/app' })}`]);
  expect(await getProblem(answerCancelScan, '/api/inventory/scans/two', init)).toMatchObject({
    code: 'not-found',
  });
});

test('a person pauses and resumes', async () => {
  await post(answerInventoryAction, '/api/inventory', { host, action: 'pause' });
  await post(answerInventoryAction, '/api/inventory', { host, action: 'resume' });
  expect(calls).toEqual([`pause "${host}"`, `resume "${host}"`]);
});

test('whatever page asks is told which scan is under way', async () => {
  state = { ...nothing, scan: { id: 'one', startedAt: 0 } };
  const response = await callRoute(answerInventory, `/api/inventory?host=${host}`);
  expect(inventoryStateSchema.parse(await response.json()).scan).toEqual({
    id: 'one',
    startedAt: '1970-01-01T00:00:00.000Z',
  });
});

test('a registry or a repository is forgotten', async () => {
  const init = { method: 'DELETE', headers: { 'x-orrery-request': '1' } };
  for (const repository of ['', '&repository=team/app']) {
    const response = await callRoute(answerForget, `/api/inventory?host=${host}${repository}`, init);
    expect(response.status).toBe(204);
  }
  expect(calls).toEqual([
    `forget ${JSON.stringify({ host })}`,
    `forget ${JSON.stringify({ host, repository: 'team/app' })}`,
  ]);
});

test('where the registry decides, nobody learns of a repository that it hides from them', async () => {
  teamInTest();
  const { shared } = getServices().settings;
  const inventory = { role: 'all', requestsPerSecond: 5, access: 'registry' } as const;
  const handle = async ({ url }: Request) =>
    Response.json({ name: 'team/app', tags: [] }, { status: url.includes('secret') ? 403 : 200 });
  testServices({ inventory, shared, registries: [{ host }] }, { hosts: [host], handle });
  const session: Session = {
    ...nobody,
    user: {
      ...{ name: 'Ada', email: undefined, authenticatedAt: 0, endsAt: 0 },
      rights: [{ role: 'editor', repositories: undefined }],
    },
  };
  const call = (answer: RouteHandler, path: string, body?: object) => {
    const url = new URL(`${teamOrigin}/api/inventory${path}`);
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const { signal } = new AbortController();
    return answer({ request: new Request(url, init), url, session, signal, requestId: 'one' });
  };
  for (const [repository, isTold] of [
    ['team/app', true],
    ['team/secret', false],
  ] as const) {
    scans = [scan({ scope: { host, repository } }), scan({ scope: { host, repository } })];
    const query = `?host=${host}&repository=${repository}`;
    const answers = [
      () => call(answerInventory, query),
      () => call(answerScanEstimate, `/estimate${query}`),
      () => call(answerStartScan, '/scans', { host, repository }),
      () => call(answerScan, '/scans/one'),
      () => call(answerCancelScan, '/scans/one'),
    ];
    for (const answer of answers) {
      if (isTold) expect((await answer()).ok).toBe(true);
      else await expect(answer()).rejects.toMatchObject({ problem: { code: 'forbidden', registry: host } });
    }
  }
});
