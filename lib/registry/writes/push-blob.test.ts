import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testClient } from '#e2e/fakes/test-client';
import {
  big,
  bigBlob,
  blob,
  bodyOf,
  byMethod,
  content,
  created,
  from,
  session,
  steps,
  streamOf,
} from '#e2e/fakes/upload-script';
import type { FaultRule } from '#e2e/faults/fault-registry';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import { digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { RegistryError } from '#lib/registry/registry-error';

type Bytes = Uint8Array<ArrayBuffer>;

test('a blob that is there is not sent', async () => {
  const { client, sent } = testClient(() => new Response(null, { status: 200 }));
  expect(await client.pushBlob('a', blob, from(content))).toBe('present');
  expect(sent).toHaveLength(1);
});

test('a blob that was looked for before is sent without asking again', async () => {
  const { client, sent } = testClient(byMethod({ post: () => session(), put: () => created() }));
  expect(await client.pushBlob('a', blob, from(content), { asksFirst: false })).toBe('pushed');
  expect(sent.map(({ method }) => method)).toEqual(['POST', 'PUT']);
});

test('a source that breaks cancels the upload and is not asked again', async () => {
  let opened = 0;
  const { client, sent } = testClient(
    byMethod({
      post: () => session(),
      put: async (_, request) => {
        await bodyOf(request);
        return created();
      },
    }),
  );
  const source = async () => {
    opened += 1;
    return streamOf(big, 40_000);
  };
  await expect(client.pushBlob('a', bigBlob, source)).rejects.toMatchObject({
    code: 'unavailable',
    registry: 'source.example',
  });
  expect([opened, sent.map(({ method }) => method)]).toEqual([1, ['HEAD', 'POST', 'PUT', 'DELETE']]);
});

test('a target that breaks is sent the bytes again in a new upload', async () => {
  let puts = 0;
  let stored: Bytes | undefined;
  const { client, waits } = testClient(
    byMethod({
      post: () => session(),
      put: async (_, request) => {
        puts += 1;
        if (puts < 3) throw new RegistryError('unavailable', 'registry.example', 'The connection broke.');
        stored = await bodyOf(request);
        return created();
      },
    }),
  );
  expect(await client.pushBlob('a', bigBlob, from(big))).toBe('pushed');
  expect([puts, waits.length, stored?.byteLength]).toEqual([3, 2, big.byteLength]);
});

test('a registry that finds another digest is told apart', async () => {
  const { client } = testClient(
    byMethod({
      post: () => session(),
      put: () => Response.json({ errors: [{ code: 'DIGEST_INVALID' }] }, { status: 400 }),
    }),
  );
  await expect(client.pushBlob('a', blob, from(content))).rejects.toMatchObject({
    code: 'digest-mismatch',
    answer: { code: 'DIGEST_INVALID' },
  });
});

test('wrong bytes at the source never end in a finished upload', async () => {
  await using scratch = await openScratchRegistry();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 300_000 }),
      fc.constantFrom('cut', 'flip', 'more'),
      fc.nat(),
      fc.boolean(),
      async (right, kind, position, isWholeRefused) => {
        const bytes: Bytes = new Uint8Array(right);
        const wrong = damaged(bytes, kind, position % bytes.byteLength);
        const rules: readonly FaultRule[] = isWholeRefused
          ? [{ method: 'PUT', path: /uploads/, fault: { kind: 'answer', status: 413 }, times: 1 }]
          : [];
        const handle = createFaultRegistry(scratch.handle, rules);
        const { client } = testClient(async (url, { method, headers, body }) =>
          handle(
            new Request(url, {
              method,
              headers: { ...headers },
              body: body ?? null,
              duplex: 'half',
            } as RequestInit),
          ),
        );
        const digest = digestOf(bytes);
        const target = { digest, size: bytes.byteLength };
        await expect(client.pushBlob('a', target, from(wrong))).rejects.toMatchObject({
          code: 'digest-mismatch',
        });
        expect(await client.hasBlob('a', digest)).toBe(false);
      },
    ),
    { numRuns: 30 },
  );
});

function damaged(bytes: Bytes, kind: 'cut' | 'flip' | 'more', at: number): Bytes {
  if (kind === 'cut') return bytes.slice(0, at);
  if (kind === 'more') return Uint8Array.from([...bytes, 1]);
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

const stored = () => new Response(null, { status: 201, headers: { location: `/v2/a/blobs/${blob.digest}` } });
const methodsOf = (sent: readonly { readonly method: string }[]) => sent.map(({ method }) => method);

test('a small blob is stored by one request where a registry takes it so', async () => {
  let received: Bytes | undefined;
  const { client, sent } = testClient(
    byMethod({
      post: async (_, request) => {
        received = await bodyOf(request);
        return stored();
      },
    }),
  );
  expect(await client.pushBlob('a', blob, from(content))).toBe('pushed');
  expect(received).toEqual(content);
  expect(steps(sent)[1]).toBe(`POST /v2/a/blobs/uploads/?digest=${encodeURIComponent(blob.digest)}`);
  expect(methodsOf(sent)).toEqual(['HEAD', 'POST']);
});

test('a registry that opens an upload in its place gets the bytes there, and is not sent them early again', async () => {
  const early: number[] = [];
  let opened = 0;
  const { client, sent } = testClient(
    byMethod({
      post: async (_, request) => {
        early.push((await bodyOf(request)).byteLength);
        return session();
      },
      put: created,
    }),
  );
  const source = async () => {
    opened += 1;
    return streamOf(content);
  };
  expect(await client.pushBlob('a', blob, source)).toBe('pushed');
  expect(await client.pushBlob('a', blob, source)).toBe('pushed');
  expect(methodsOf(sent)).toEqual(['HEAD', 'POST', 'PUT', 'HEAD', 'POST', 'PUT']);
  expect([early, opened]).toEqual([[blob.size, 0], 2]);
});

test.each([
  ['refuses it', () => new Response(null, { status: 400 })],
  ['says that something was created, and not what', created],
])('a registry that %s is sent the blob in two steps', async (_, answer) => {
  const { client, sent } = testClient(
    byMethod({ post: (url) => (url.search === '' ? session() : answer()), put: created }),
  );
  expect(await client.pushBlob('a', blob, from(content))).toBe('pushed');
  expect(methodsOf(sent)).toEqual(['HEAD', 'POST', 'POST', 'PUT']);
});

test('a small blob with other bytes is never sent', async () => {
  const { client, sent } = testClient(byMethod({ post: stored }));
  const wrong = content.with(0, 0);
  await expect(client.pushBlob('a', blob, from(wrong))).rejects.toMatchObject({ code: 'digest-mismatch' });
  expect(methodsOf(sent)).toEqual(['HEAD']);
});

test('a blob that is not small, or may be linked, is sent in two steps', async () => {
  const { client, sent } = testClient(byMethod({ post: () => session(), put: created }));
  await client.pushBlob('a', bigBlob, from(big));
  await client.pushBlob('a', blob, from(content), { mountFrom: 'b' });
  expect(sent.filter(({ url }) => url.includes('uploads/?digest='))).toEqual([]);
});
