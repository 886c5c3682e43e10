import { describe, expect, test } from 'vitest';
import { digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';

const content = 'ten bytes!';
const digest = digestOf(content);

describe('a blob', () => {
  test('is pushed by POST and PUT, and read back', async () => {
    await using registry = await openScratchRegistry();
    const opened = await registry.ask('POST', 'acme/app/blobs/uploads/');
    expect(opened.status).toBe(202);
    expect(opened.headers.get('Content-Length')).toBe('0');
    const location = locationOf(opened);
    const closed = await registry.ask('PUT', `${location}?digest=${digest}`, { body: content });
    expect(closed.status).toBe(201);
    expect(closed.headers.get('Location')).toBe(`/v2/acme/app/blobs/${digest}`);
    expect(closed.headers.get('Docker-Content-Digest')).toBe(digest);
    expect(await (await registry.ask('GET', `acme/app/blobs/${digest}`)).text()).toBe(content);
    expect((await registry.ask('GET', location)).status).toBe(404);
  });

  test.each(['sha256', 'sha512'] as const)(
    'is pushed in a single POST with its %s digest',
    async (algorithm) => {
      await using registry = await openScratchRegistry();
      const wanted = digestOf(content, algorithm);
      const answer = await registry.ask('POST', `acme/app/blobs/uploads/?digest=${wanted}`, {
        body: content,
      });
      expect(answer.status).toBe(201);
      expect(await (await registry.ask('GET', `acme/app/blobs/${wanted}`)).text()).toBe(content);
    },
  );

  test.each(['?digest-algorithm=sha512', ''])('may end with a sha512 digest after POST %j', async (query) => {
    await using registry = await openScratchRegistry();
    const wanted = digestOf(content, 'sha512');
    const location = locationOf(await registry.ask('POST', `acme/app/blobs/uploads/${query}`));
    expect((await registry.ask('PATCH', location, { body: content })).status).toBe(202);
    expect((await registry.ask('PUT', `${location}?digest=${wanted}`)).status).toBe(201);
  });

  test('of no bytes is a blob like any other', async () => {
    await using registry = await openScratchRegistry();
    const empty = await registry.pushBlob('acme/app', '');
    const answer = await registry.ask('GET', `acme/app/blobs/${empty}`);
    expect(answer.headers.get('Content-Length')).toBe('0');
    expect(await answer.text()).toBe('');
  });

  test.each([
    ['a digest that it does not have', `?digest=${digestOf('other')}`],
    ['a text that is no digest', '?digest=sha256:abc'],
    ['a digest nobody here can compute', '?digest=blake3:abc'],
    ['no digest', ''],
  ])('is refused with %s', async (_, query) => {
    await using registry = await openScratchRegistry();
    const location = locationOf(await registry.ask('POST', 'acme/app/blobs/uploads/'));
    const answer = await registry.ask('PUT', `${location}${query}`, { body: content });
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('DIGEST_INVALID');
    expect((await registry.ask('HEAD', `acme/app/blobs/${digest}`)).status).toBe(404);
  });
});

describe('an upload in chunks', () => {
  test('tells how far it is, and ends with the last chunk', async () => {
    await using registry = await openScratchRegistry();
    const location = locationOf(await registry.ask('POST', 'acme/app/blobs/uploads/'));
    const first = await registry.ask('PATCH', location, {
      body: 'ten ',
      headers: { 'Content-Range': '0-3' },
    });
    expect([first.status, first.headers.get('Range')]).toEqual([202, '0-3']);
    const status = await registry.ask('GET', location);
    expect([status.status, status.headers.get('Range')]).toEqual([204, '0-3']);
    expect(status.headers.has('Content-Length')).toBe(false);
    const last = { body: 'bytes!', headers: { 'Content-Range': '4-9' } };
    expect((await registry.ask('PUT', `${location}?digest=${digest}`, last)).status).toBe(201);
  });

  test.each(['2-5', '1-4', '8-11'])(
    'refuses the chunk %s behind 0-3, and goes on where it was',
    async (range) => {
      await using registry = await openScratchRegistry();
      const location = locationOf(await registry.ask('POST', 'acme/app/blobs/uploads/'));
      await registry.ask('PATCH', location, { body: 'ten ', headers: { 'Content-Range': '0-3' } });
      const wrong = await registry.ask('PATCH', location, {
        body: 'xxxx',
        headers: { 'Content-Range': range },
      });
      expect([wrong.status, wrong.headers.get('Range')]).toEqual([416, '0-3']);
      expect(await codeOf(wrong)).toBe('BLOB_UPLOAD_INVALID');
      const last = { body: 'bytes!', headers: { 'Content-Range': '4-9' } };
      expect((await registry.ask('PUT', `${location}?digest=${digest}`, last)).status).toBe(201);
    },
  );

  test('takes a chunk back that is not as long as it says', async () => {
    await using registry = await openScratchRegistry();
    const location = locationOf(await registry.ask('POST', 'acme/app/blobs/uploads/'));
    const wrong = await registry.ask('PATCH', location, {
      body: 'xxxx',
      headers: { 'Content-Range': '0-8' },
    });
    expect([wrong.status, await codeOf(wrong)]).toEqual([400, 'SIZE_INVALID']);
    const whole = { body: content, headers: { 'Content-Range': '0-9' } };
    expect((await registry.ask('PUT', `${location}?digest=${digest}`, whole)).status).toBe(201);
  });

  test('keeps what has arrived when the body breaks', async () => {
    await using registry = await openScratchRegistry();
    const location = locationOf(await registry.ask('POST', 'acme/app/blobs/uploads/'));
    const upload = registry.store.uploads.find('acme/app', location.split('/').at(-1) ?? '');
    await expect(upload?.append(broken('ten '))).rejects.toThrow('cut off');
    expect((await registry.ask('GET', location)).headers.get('Range')).toBe('0-3');
    expect((await registry.ask('PUT', `${location}?digest=${digest}`, { body: 'bytes!' })).status).toBe(201);
  });

  test('can be cancelled, and belongs to its repository alone', async () => {
    await using registry = await openScratchRegistry();
    const location = locationOf(await registry.ask('POST', 'acme/app/blobs/uploads/'));
    const elsewhere = location.replace('acme/app', 'acme/other');
    expect(await codeOf(await registry.ask('GET', elsewhere))).toBe('BLOB_UPLOAD_UNKNOWN');
    expect((await registry.ask('DELETE', location)).status).toBe(204);
    expect((await registry.ask('DELETE', location)).status).toBe(404);
  });
});

describe('a mount', () => {
  test.each(['&from=acme/app', ''])('takes a blob over, with %j', async (from) => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', content);
    const answer = await registry.ask('POST', `acme/other/blobs/uploads/?mount=${digest}${from}`);
    expect([answer.status, answer.headers.get('Docker-Content-Digest')]).toEqual([201, digest]);
    await registry.ask('DELETE', `acme/app/blobs/${digest}`);
    expect(await (await registry.ask('GET', `acme/other/blobs/${digest}`)).text()).toBe(content);
  });

  test.each(['acme/nothing', '../../etc', 'acme/../app'])(
    'from %j opens an ordinary upload',
    async (from) => {
      await using registry = await openScratchRegistry();
      await registry.pushBlob('acme/app', content);
      const query = new URLSearchParams({ mount: digest, from });
      const answer = await registry.ask('POST', `acme/other/blobs/uploads/?${query}`);
      expect(answer.status).toBe(202);
      expect(locationOf(answer)).toMatch(/^acme\/other\/blobs\/uploads\/./);
    },
  );
});

async function* broken(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
  throw new Error('cut off');
}

function locationOf(answer: Response): string {
  return (answer.headers.get('Location') ?? '').replace('/v2/', '');
}

async function codeOf(answer: Response): Promise<string> {
  return JSON.parse(await answer.text()).errors[0].code;
}
