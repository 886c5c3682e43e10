import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { memoryQuestionStore } from '#e2e/fakes/memory-questions';
import { teamInTest } from '#e2e/fakes/team-in-test';
import { questionOf } from '#e2e/suites/describe-question-store';
import type { QuestionJob } from '#lib/inventory/queue/scan-job';
import type { FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';
import { parsePattern } from '#lib/roles/repository-pattern';
import { savedQuestionLimits } from './limits.ts';
import type { QuestionStore } from './question-store.ts';
import { tellWebhook } from './tell-webhook.ts';
import { makeSecret, openSecret } from './webhook-secret.ts';

const { signal } = new AbortController();
const job = { kind: 'tell-webhook', question: '', change: 'change', tries: 0 } as const;
const gained = ['a.io/team/app:1', 'a.io/other:1'].map((reference) => ({
  ...{ key: `${reference.split(':')[0]}@sha256:1`, reference },
}));

let store: QuestionStore;
let sent: { readonly url: string; readonly request: FetchRequest }[];
let later: { readonly job: QuestionJob; readonly afterMs: number }[];
let answer: () => Response;

async function tell(address = 'https://hooks.example/in', tries = 0): Promise<void> {
  const { id } = questionOf(address, 'ada');
  const webhook = { address, secret: makeSecret(id).stored };
  await store.add(questionOf(address, 'ada', { webhook }), undefined, 99);
  const changes = [{ id: 'change', at: 7, gained, lost: [], isCut: false }];
  await store.write(id, 1, { count: 2, isWhole: true, askedAt: 7, since: 7 }, { keys: [], changes });
  await deliver({ ...job, question: id, tries });
}

function deliver(told: Extract<QuestionJob, { kind: 'tell-webhook' }>): Promise<void> {
  const fetch = async (url: URL, request: FetchRequest) => {
    sent.push({ url: url.href, request });
    return answer();
  };
  const addJob = async (added: QuestionJob, afterMs: number) => void later.push({ job: added, afterMs });
  return tellWebhook({ store, fetch, now: () => 9, addJob }, told, signal);
}

const deliveryOf = async (address = 'https://hooks.example/in') =>
  (await store.find(questionOf(address, '').id))?.delivery;

beforeEach(() => {
  testServices();
  store = memoryQuestionStore();
  [sent, later, answer] = [[], [], () => new Response(null, { status: 204 })];
});

test('a webhook gets the new hits, signed with its secret', async () => {
  await tell();
  const { url, request } = sent[0] ?? { url: '', request: undefined };
  expect(url).toBe('https://hooks.example/in');
  const text = String(request?.body);
  expect(JSON.parse(text)).toMatchObject({
    ...{ id: 'change', hits: 2, more: false, asOf: '1970-01-01T00:00:00.007Z' },
    gained: gained.map(({ reference }) => ({ reference })),
  });
  const { id, webhook } = (await store.list('ada'))[0] ?? { id: '' };
  const secret = openSecret(webhook?.secret ?? '', id) ?? '';
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  expect(request?.headers).toMatchObject({
    ...{ 'x-orrery-signature-256': `sha256=${signature}`, 'x-orrery-delivery': 'change' },
  });
  // A public address only: nothing that leads into a private network.
  expect(request).toMatchObject({ method: 'POST', purpose: 'token', onBehalfOf: 'https://public.invalid' });
  expect([await deliveryOf(), later]).toEqual([{ at: 9 }, []]);
});

test('all hits are counted with the change, also where it is written while its job begins', async () => {
  const { id } = questionOf('late', 'ada');
  const webhook = { address: 'https://hooks.example/in', secret: makeSecret(id).stored };
  await store.add(questionOf('late', 'ada', { webhook }), undefined, 99);
  const changes = [{ id: 'change', at: 7, gained, lost: [], isCut: false }];
  const writing = async <Result>(read: Promise<Result>) => {
    const result = await read;
    await store.write(id, 1, { count: 2, isWhole: true, askedAt: 7, since: 7 }, { keys: [], changes });
    return result;
  };
  const kept = store;
  store = {
    ...kept,
    find: (one) => writing(kept.find(one)),
    readMemory: (one) => writing(kept.readMemory(one)),
  };
  const told = { ...job, question: id };
  await deliver(told);
  await deliver(told);
  expect(sent.map(({ request }) => JSON.parse(String(request.body)).hits)).toEqual([2]);
});

test.for([
  ['an error', () => new Response('no', { status: 500 }), 'It answered with status 500.'],
  [
    'a redirect',
    () => new Response(null, { status: 302, headers: { location: 'http://10.0.0.1' } }),
    'It redirects, which is not followed.',
  ],
] as const)('after %s it is tried again later, and the reason is kept', async ([, response, reason]) => {
  answer = response;
  await tell('https://hooks.example/in', 3);
  expect(await deliveryOf()).toEqual({ at: 9, error: reason });
  expect(later).toMatchObject([{ job: { tries: 4 }, afterMs: 40_000 }]);
});

test('an address that is not dialled is the reason, and where its name leads is not told', async () => {
  answer = () => {
    throw new RegistryError('egress-refused', 'hooks.example', 'hooks.example leads to 10.0.0.1.');
  };
  await tell();
  expect((await deliveryOf())?.error).toBe(
    'It is not in the public network, and ORRERY_WEBHOOKS does not name its host.',
  );
});

test('a receiver that never answers is given up after a while', async () => {
  answer = () => new Response(null, { status: 503 });
  await tell('https://hooks.example/in', savedQuestionLimits.deliveryRetriesMax);
  expect(later).toEqual([]);
});

test('a host that the operator names may lie in a private network; others are told nothing then', async () => {
  testServices({ webhooks: ['localhost:9000'] });
  await tell('http://localhost:9000/in');
  expect(sent[0]?.request).toMatchObject({ purpose: 'registry', onBehalfOf: 'http://localhost:9000' });
  await tell();
  expect((await deliveryOf())?.error).toContain('does not name hooks.example');
  expect(sent.length).toBe(1);
});

test('what the owner may not read any more is not told', async () => {
  const pattern = parsePattern('a.io/team/**');
  await tell();
  await store.setReach('ada', pattern === undefined ? [] : [pattern]);
  const { id } = questionOf('https://hooks.example/in', '');
  await deliver({ ...job, question: id });
  expect(JSON.parse(String(sent[1]?.request.body)).gained).toEqual([{ reference: 'a.io/team/app:1' }]);
  await store.setReach('ada', []);
  await deliver({ ...job, question: id });
  expect(sent.length).toBe(2);
});

test('a webhook rests while its owner has been away for long, and says so to them', async () => {
  const address = 'https://hooks.example/in';
  const seenAt = 9 - savedQuestionLimits.rightsKnownDays * 24 * 60 * 60 * 1_000;
  store = memoryQuestionStore(() => seenAt - 1);
  await tell(address);
  expect([sent, later]).toEqual([[], []]);
  expect((await deliveryOf())?.error).toContain('You had not opened Orrery for 30 days');
  store = memoryQuestionStore(() => seenAt);
  await tell(address);
  expect([sent.length, await deliveryOf()]).toEqual([1, { at: 9 }]);
});

test('a change that is not written yet is waited for a while', async () => {
  await tell();
  const { id } = questionOf('https://hooks.example/in', '');
  const { unwrittenTriesMax } = savedQuestionLimits;
  for (let tries = 0; tries <= unwrittenTriesMax; tries += 1)
    await deliver({ ...job, question: id, change: 'not written', tries });
  expect(sent).toHaveLength(1);
  expect(later.map(({ afterMs }) => afterMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
});

test('a question that is gone is told to nobody', async () => {
  await deliver({ ...job, question: 'gone' });
  expect(sent).toEqual([]);
});

test('in a team a secret is sealed, and opens for its own question alone', () => {
  teamInTest();
  const { secret, stored } = makeSecret('one');
  expect(Buffer.from(stored, 'base64').toString('latin1')).not.toContain(secret);
  expect([openSecret(stored, 'one'), openSecret(stored, 'two')]).toEqual([secret, undefined]);
});
