import type { Script } from '#e2e/fakes/scripted-fetch';
import { computeDigest } from '#lib/registry/body';
import type { FetchRequest } from '#lib/registry/fetch';
import { RegistryError } from '#lib/registry/registry-error';

type Bytes = Uint8Array<ArrayBuffer>;

const text = 'a layer of some bytes, more than one chunk of them';
/** A small blob, and one of several pieces. */
export const content: Bytes = new TextEncoder().encode(text);
export const blob = { digest: computeDigest('sha256', content), size: content.byteLength };
export const big: Bytes = new Uint8Array(100_000).map((_, at) => at % 251);
export const bigBlob = { digest: computeDigest('sha256', big), size: big.byteLength };

/** A stream in pieces of 16 KiB. */
export function streamOf(bytes: Bytes, breaksAt = Number.POSITIVE_INFINITY): ReadableStream<Bytes> {
  let at = 0;
  return new ReadableStream<Bytes>({
    pull(controller) {
      if (at >= breaksAt)
        return controller.error(new RegistryError('unavailable', 'source.example', 'Broken.'));
      if (at >= bytes.byteLength) return controller.close();
      controller.enqueue(bytes.slice(at, at + 16_384));
      at += 16_384;
    },
  });
}

/** A source of these bytes. */
export const from = (bytes: Bytes) => async () => streamOf(bytes);

/** What a request carries. */
export async function bodyOf({ body }: FetchRequest): Promise<Bytes> {
  return new Uint8Array(await new Response(body ?? null).arrayBuffer());
}

/** A response that opens an upload. */
export const session = (location = '/v2/a/blobs/uploads/1?state=x%2Fy', headers = {}) =>
  new Response(null, { status: 202, headers: { location, ...headers } });
export const created = () => new Response(null, { status: 201 });
/** The requests in a word each: method and path. */
export const steps = (sent: readonly { method: string; url: string }[]) =>
  sent.map(({ method, url }) => `${method} ${url.replace('https://registry.example', '')}`);

/** A registry by method; HEAD finds nothing. */
export function byMethod(answers: Readonly<Record<string, Script>>): Script {
  return (url, request) => answers[request.method.toLowerCase()]?.(url, request);
}
