import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testClient, testLimits } from '#e2e/fakes/test-client';
import type { BreakerCall } from './breaker.ts';
import { BreakerOpen, createBreaker } from './breaker.ts';

function setup() {
  let nowMs = 0;
  const breaker = createBreaker('r.example', testLimits, () => nowMs);
  const enter = (): BreakerCall | BreakerOpen => {
    try {
      return breaker.enter();
    } catch (error) {
      if (error instanceof BreakerOpen) return error;
      throw error;
    }
  };
  const call = (outcome: 'answered' | 'failed' | 'cancelled') => {
    const permit = enter();
    if (!(permit instanceof BreakerOpen)) permit.end(outcome);
    return permit;
  };
  const pass = (milliseconds: number) => {
    nowMs += milliseconds;
  };
  return { enter, call, pass, now: () => nowMs };
}

test('five failures in a row stop the asking, and the answer says for how long', () => {
  const { call, enter, pass } = setup();
  for (let i = 0; i < 5; i++) call('failed');
  pass(2000);
  expect(enter()).toMatchObject({
    code: 'unavailable',
    message: 'r.example has failed five times in a row; Orrery tries again in 8 seconds.',
    retryAfterSeconds: 8,
  });
});

test('half of twenty calls within thirty seconds stop it as well, and slower ones do not', () => {
  for (const [gapMs, isOpen] of [
    [1000, true],
    [2000, false],
  ] as const) {
    const { call, enter, pass } = setup();
    for (let i = 0; i < 20; i++) {
      call(i % 2 === 0 ? 'answered' : 'failed');
      pass(gapMs);
    }
    expect(enter() instanceof BreakerOpen).toBe(isOpen);
  }
});

test('after the pause one request goes to see; who left it lets the next one try', () => {
  const { call, enter, pass } = setup();
  for (let i = 0; i < 5; i++) call('failed');
  pass(10_000);
  const probe = enter();
  expect(enter()).toMatchObject({ retryAfterSeconds: 1 });
  if (probe instanceof BreakerOpen) throw probe;
  probe.end('cancelled');
  expect(call('failed')).not.toBeInstanceOf(BreakerOpen);
  expect(enter()).toMatchObject({ retryAfterSeconds: 10 });
  pass(10_000);
  call('answered');
  expect(call('failed')).not.toBeInstanceOf(BreakerOpen);
  expect(call('answered')).not.toBeInstanceOf(BreakerOpen);
});

/** What the breaker should do, said over the whole history instead of step by step. */
type Ended = {
  readonly atMs: number;
  readonly outcome: 'answered' | 'failed' | 'cancelled';
  readonly wave: number;
};

test('property: it opens for cause only, keeps its pause, and sends one at a time to see', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('enter' as const) },
    {
      weight: 8,
      arbitrary: fc.record({
        index: fc.nat(5),
        outcome: fc.constantFrom('answered', 'failed', 'failed', 'cancelled'),
      }),
    },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 9000 }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { enter, pass, now } = setup();
      const underWay: { permit: BreakerCall; wave: number; isProbe: boolean }[] = [];
      let ended: Ended[] = [];
      let openedAt: number | undefined;
      let wave = 0;
      const judge = () => {
        const row = ended.filter(({ outcome }) => outcome !== 'cancelled');
        const lately = row.filter(({ atMs }) => atMs > now() - 30_000);
        const failed = lately.filter(({ outcome }) => outcome === 'failed');
        const five = row.length >= 5 && row.slice(-5).every(({ outcome }) => outcome === 'failed');
        const half =
          lately.length >= 20 && failed.length * 2 >= lately.length && row.at(-1)?.outcome === 'failed';
        if (!five && !half) return;
        openedAt = now();
        wave += 1;
        ended = [];
      };
      for (const one of steps) {
        if (typeof one === 'number') pass(one);
        else if (one === 'enter') {
          const isProbing = underWay.some((entry) => entry.isProbe && entry.wave === wave);
          const mayEnter = openedAt === undefined || (now() - openedAt >= 10_000 && !isProbing);
          const permit = enter();
          expect(!(permit instanceof BreakerOpen)).toBe(mayEnter);
          if (!(permit instanceof BreakerOpen))
            underWay.push({ permit, wave, isProbe: openedAt !== undefined });
        } else {
          const [entry] = underWay.splice(one.index % Math.max(1, underWay.length), 1);
          if (entry === undefined) continue;
          entry.permit.end(one.outcome);
          if (entry.wave !== wave) continue;
          if (!entry.isProbe) {
            ended.push({ atMs: now(), outcome: one.outcome, wave });
            if (one.outcome !== 'cancelled') judge();
          } else if (one.outcome === 'answered') {
            openedAt = undefined;
            wave += 1;
          } else if (one.outcome === 'failed') {
            openedAt = now();
            wave += 1;
          }
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('a registry that is down is left alone, and no wait of the breaker is waited out', async () => {
  const { client, sent, waits } = testClient(() => new Response('', { status: 503 }));
  await expect(client.listTags('demo/app')).rejects.toMatchObject({ answer: { status: 503 } });
  await expect(client.listTags('demo/app')).rejects.toThrow('has failed five times in a row');
  await expect(client.listTags('demo/app')).rejects.toBeInstanceOf(BreakerOpen);
  expect([sent.length, Math.max(...waits) < 1000]).toEqual([5, true]);
});

test('what is refused, missing or forbidden never opens it', async () => {
  const { client, sent } = testClient(() => new Response('', { status: 403 + (sent.length % 2) }));
  for (let i = 0; i < 40; i++) await client.listTags('demo/app').catch(() => undefined);
  expect(sent).toHaveLength(40);
});

test('storage elsewhere that fails is not the registry', async () => {
  const { client, sent } = testClient((url) =>
    url.host === 'registry.example'
      ? new Response(null, { status: 307, headers: { location: `https://cdn.example/${sent.length}` } })
      : new Response('', { status: 502 }),
  );
  for (let i = 0; i < 3; i++)
    await expect(client.listTags('demo/app')).rejects.toMatchObject({ answer: { status: 502 } });
});

test('what asks at once after the pause waits for the first answer, and is answered as well', async () => {
  let nowMs = 0;
  let isDown = true;
  const script = () => (isDown ? new Response('', { status: 503 }) : Response.json({ tags: [] }));
  const { client, sent } = testClient(script, { now: () => nowMs, delay: async () => {} });
  for (let i = 0; i < 2; i++) await client.listTags('demo/app').catch(() => undefined);
  // Of several repositories: what is the same is asked once for all.
  const ask = () =>
    Promise.allSettled(Array.from({ length: 20 }, (_, index) => client.listTags(`demo/app-${index}`)));
  const told = async () => new Set((await ask()).map(({ status }) => status));
  nowMs += testLimits.breakerPauseMs;
  const before = sent.length;
  expect(await told()).toEqual(new Set(['rejected']));
  expect(sent.length - before).toBe(1);
  nowMs += testLimits.breakerPauseMs;
  isDown = false;
  expect(await told()).toEqual(new Set(['fulfilled']));
});

test('who waits for the first answer after the pause may leave, and who is first may too', async () => {
  let nowMs = 0;
  let answer: () => Promise<Response> = async () => new Response('', { status: 503 });
  const { client, sent } = testClient(() => answer(), { now: () => nowMs, delay: async () => {} });
  for (let i = 0; i < 2; i++) await client.listTags('demo/app').catch(() => undefined);
  nowMs += testLimits.breakerPauseMs;
  const isAsked = Promise.withResolvers<void>();
  answer = () => {
    isAsked.resolve();
    return new Promise(() => {});
  };
  const [first, second] = [new AbortController(), new AbortController()];
  const probe = client.listTags('demo/first', { signal: first.signal });
  await isAsked.promise;
  const before = sent.length;
  const left = client.listTags('demo/second', { signal: second.signal });
  const next = client.listTags('demo/third');
  second.abort();
  await expect(left).rejects.toMatchObject({ code: 'cancelled' });
  answer = async () => Response.json({ tags: ['1.0'] });
  first.abort();
  await expect(probe).rejects.toMatchObject({ code: 'cancelled' });
  expect(await next).toMatchObject({ names: ['1.0'] });
  expect(sent.length - before).toBe(1);
});
