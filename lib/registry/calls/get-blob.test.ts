import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { testClient, testLimits } from '#e2e/fakes/test-client';
import { computeDigest } from '#lib/registry/body';
import { createRegistrySemaphores } from '#lib/registry/transport/concurrency';

const bytes = new TextEncoder().encode('a blob');
const digest = computeDigest('sha256', bytes);

test('a blob arrives checked, from wherever the registry sends us, without credentials there', async () => {
  const { client, sent } = testClient((url) =>
    url.host === 'cdn.example'
      ? new Response(bytes, { headers: { 'content-length': '6' } })
      : new Response(null, { status: 307, headers: { location: 'https://cdn.example/x?sig=1' } }),
  );
  const blob = await client.getBlob('demo/app', digest);
  expect([blob.size, blob.contentRange, await new Response(blob.body).text()]).toEqual([
    6,
    undefined,
    'a blob',
  ]);
  expect(sent[1]?.headers.authorization).toBeUndefined();
});

test('a signal that many downloads share keeps no listener of any, however each ends', async () => {
  const { signal } = new AbortController();
  const { client } = testClient((url) =>
    url.pathname.endsWith(digest) ? new Response(bytes) : new Response('', { status: 404 }),
  );
  for (let n = 0; n < 50; n += 1) {
    const read = await client.getBlob('demo/app', digest, { signal });
    await new Response(read.body).text();
    const { body } = await client.getBlob('demo/app', digest, { signal, isDocument: true });
    await body.cancel();
    await client.getBlob('demo/app', computeDigest('sha256', new Uint8Array(n)), { signal }).catch(() => {});
  }
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('other bytes than the digest says never end cleanly', async () => {
  const { client } = testClient(() => new Response('A blob'));
  const { body } = await client.getBlob('demo/app', digest);
  await expect(new Response(body).text()).rejects.toMatchObject({ code: 'digest-mismatch' });
});

test('a part comes with its range, and unchecked', async () => {
  const { client, sent } = testClient(
    () => new Response('bl', { status: 206, headers: { 'content-range': 'bytes 2-3/6' } }),
  );
  const blob = await client.getBlob('demo/app', digest, { range: 'bytes=2-3' });
  expect([blob.contentRange, await new Response(blob.body).text()]).toEqual(['bytes 2-3/6', 'bl']);
  expect(sent[0]?.headers.range).toBe('bytes=2-3');
});

test('a registry that knows no ranges sends all of it, checked', async () => {
  const { client } = testClient(() => new Response(bytes));
  const blob = await client.getBlob('demo/app', digest, { range: 'bytes=2-3' });
  expect([blob.contentRange, await new Response(blob.body).text()]).toEqual([undefined, 'a blob']);
});

test('a part that nobody asked for is refused', async () => {
  const { client } = testClient(
    () => new Response('bl', { status: 206, headers: { 'content-range': 'bytes 2-3/6' } }),
  );
  await expect(client.getBlob('demo/app', digest)).rejects.toMatchObject({ code: 'bad-response' });
});

test.each(['bytes=0-1\r\nX: 1', 'lines=1-2', ''])(
  'a range that is none is not passed on: %j',
  async (range) => {
    const { client, sent } = testClient(() => new Response(bytes));
    await expect(client.getBlob('demo/app', digest, { range })).rejects.toMatchObject({
      code: 'reference-invalid',
    });
    expect(sent).toEqual([]);
  },
);

test('a packed answer is refused, since its size is no longer what was sent', async () => {
  const { client } = testClient(() => new Response(bytes, { headers: { 'content-encoding': 'zstd' } }));
  await expect(client.getBlob('demo/app', digest)).rejects.toMatchObject({ code: 'bad-response' });
});

/** An answer that breaks after its first bytes, or ends early as if it were whole. */
function cut(text: string, how: 'broken' | 'short', init: ResponseInit = {}): Response {
  const waiting = [new TextEncoder().encode(text)];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = waiting.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (how === 'short') controller.close();
      else controller.error(new TypeError('terminated'));
    },
  });
  return new Response(body, init);
}

function part(text: string, range: string): Response {
  return new Response(text, { status: 206, headers: { 'content-range': range } });
}

const whole = { headers: { 'content-length': '6', etag: '"one"' } };

describe('a transfer that is cut', () => {
  test.each(['broken', 'short'] as const)('goes on at the byte where it stopped (%s)', async (how) => {
    const answers = [cut('a bl', how, whole), part('ob', 'bytes 4-5/6')];
    const { client, sent } = testClient(() => answers.shift());
    const { body, size } = await client.getBlob('demo/app', digest);
    expect([size, await new Response(body).text()]).toEqual([6, 'a blob']);
    expect(sent.map(({ headers }) => [headers.range, headers['if-range']])).toEqual([
      [undefined, undefined],
      ['bytes=4-', '"one"'],
    ]);
  });

  test('skips what was passed on where the registry begins anew', async () => {
    const answers = [cut('a b', 'broken', whole), new Response(bytes)];
    const { client } = testClient(() => answers.shift());
    const { body } = await client.getBlob('demo/app', digest);
    expect(await new Response(body).text()).toBe('a blob');
  });

  test('goes on three times and no more, and then breaks', async () => {
    const texts = ['a', ' ', 'b', 'l', 'o'];
    const { client, sent } = testClient(({ href }, { headers }) => {
      const at = Number(/^bytes=(\d)-$/.exec(headers?.range ?? '')?.[1] ?? 0);
      const text = texts[at] ?? href;
      return at === 0
        ? cut(text, 'broken', whole)
        : cut(text, 'broken', { status: 206, headers: { 'content-range': `bytes ${at}-5/6` } });
    });
    const { body } = await client.getBlob('demo/app', digest);
    await expect(new Response(body).text()).rejects.toThrow('terminated');
    expect(sent.length).toBe(4);
  });

  test('breaks where the pieces together are not what was asked for', async () => {
    const answers = [cut('a bl', 'broken', whole), part('OB', 'bytes 4-5/6')];
    const { client } = testClient(() => answers.shift());
    const { body } = await client.getBlob('demo/app', digest);
    await expect(new Response(body).text()).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test.each(['bytes 3-5/6', 'bytes 5-5/6', 'bytes */6', ''])(
    'is not continued with another part: %j',
    async (range) => {
      const answers = [cut('a bl', 'broken', whole), part('ob', range)];
      const { client } = testClient(() => answers.shift());
      const { body } = await client.getBlob('demo/app', digest);
      await expect(new Response(body).text()).rejects.toMatchObject({ code: 'bad-response' });
    },
  );

  test('a weak validator is no condition, since it says nothing about single bytes', async () => {
    const weak = { headers: { 'content-length': '6', etag: 'W/"one"' } };
    const answers = [cut('a bl', 'broken', weak), part('ob', 'bytes 4-5/6')];
    const { client, sent } = testClient(() => answers.shift());
    await new Response((await client.getBlob('demo/app', digest)).body).text();
    expect(sent[1]?.headers).not.toHaveProperty('if-range');
  });

  test.each([
    ['with the rest of the part', () => part('ob', 'bytes 4-5/6')],
    ['with all of the blob', () => new Response('a blob, and more')],
  ])('a part goes on inside its own bounds, continued %s', async (_how, rest) => {
    const first = cut('bl', 'broken', { status: 206, headers: { 'content-range': 'bytes 2-5/6' } });
    const answers = [first, rest()];
    const { client, sent } = testClient(() => answers.shift());
    const { body } = await client.getBlob('demo/app', digest, { range: 'bytes=2-5' });
    expect(await new Response(body).text()).toBe('blob');
    expect(sent[1]?.headers.range).toBe('bytes=4-5');
  });

  test('does not go on when nobody wants it any more', async () => {
    const left = new AbortController();
    const { client, sent } = testClient(() => cut('a bl', 'broken', whole));
    const { body } = await client.getBlob('demo/app', digest, { signal: left.signal });
    const reader = body.getReader();
    await reader.read();
    left.abort();
    await expect(reader.read()).rejects.toThrow('terminated');
    expect(sent.length).toBe(1);
  });
});

describe('the queue of downloads', () => {
  const stalled = () => new Response(new ReadableStream(), { headers: { 'content-length': '6' } });
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  test('holds nobody up who asks for something small', async () => {
    const { client, sent } = testClient(({ pathname }) =>
      pathname.endsWith('/tags/list') ? Response.json({ name: 'demo/app', tags: ['1.0'] }) : stalled(),
    );
    const waiting = new AbortController();
    const downloads = Array.from({ length: 200 }, () =>
      client.getBlob('demo/app', digest, { signal: waiting.signal }).catch(() => undefined),
    );
    await turn();
    expect((await client.listTags('demo/app')).names).toEqual(['1.0']);
    const document = client.getBlob('demo/app', digest, { isDocument: true });
    await expect(document).resolves.toMatchObject({ size: 6 });
    expect(sent.length).toBe(testLimits.downloadsAtOncePerSession + 2);
    waiting.abort();
    await Promise.all(downloads);
  });

  test('waiting in it is no failure of the registry, and giving up leaves it at once', async () => {
    const { client, sent } = testClient(() => stalled());
    await client.getBlob('demo/app', digest);
    const second = await client.getBlob('demo/app', digest);
    for (let nth = 0; nth < 10; nth++) {
      const left = new AbortController();
      const waiting = client.getBlob('demo/app', digest, { signal: left.signal });
      left.abort();
      await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    }
    const next = client.getBlob('demo/app', digest);
    await second.body.cancel();
    await expect(next).resolves.toMatchObject({ size: 6 });
    expect(sent.length).toBe(3);
  });

  test.each(['read to its end', 'broken', 'abandoned'])('a download that is %s makes room', async (how) => {
    const queues = createRegistrySemaphores({ ...testLimits, downloadsAtOnce: 1 });
    const limits = { ...testLimits, downloadResumesMax: 0 };
    const { client } = testClient(
      () => (how === 'broken' ? cut('a', 'broken', whole) : new Response(bytes)),
      { queues, limits },
    );
    const left = new AbortController();
    const { body } = await client.getBlob('demo/app', digest, { signal: left.signal });
    if (how === 'abandoned') left.abort();
    else await new Response(body).text().catch(() => undefined);
    await expect(client.getBlob('demo/app', digest)).resolves.toBeDefined();
  });

  test('sessions share it, and take turns', async () => {
    const queues = createRegistrySemaphores(testLimits);
    const [one, other] = [testClient(stalled, { queues }), testClient(stalled, { queues })];
    const left = new AbortController();
    const ofOne = [1, 2, 3, 4].map(() =>
      one.client.getBlob('demo/app', digest, { signal: left.signal }).catch(() => undefined),
    );
    await turn();
    await expect(other.client.getBlob('demo/app', digest)).resolves.toBeDefined();
    left.abort();
    await Promise.all(ofOne);
  });
});
