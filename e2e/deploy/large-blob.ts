import type { Handle } from '#lib/server/http/node-adapter';

const mib = 1024 * 1024;
const zeros = new Uint8Array(mib);

/** A quarter of a GiB of zeros: more than a proxy or a server may hold, and no more than that takes. */
export const largeBlob = {
  size: 256 * mib,
  digest: 'sha256:a6d72ac7690f53be6ae46ba88506bd97302a093f7108472bd9efc3cefda06484',
} as const;

/** The bytes of it, made as they are read. */
export function* bytesOfLargeBlob(): Generator<Uint8Array<ArrayBuffer>> {
  for (let sent = 0; sent < largeBlob.size; sent += mib) yield zeros;
}

/** A registry that also has the large blob, and holds what refers to an artifact back until `release` is called. */
export function slowAndLarge(): {
  readonly change: (handle: Handle) => Handle;
  readonly hold: () => () => void;
} {
  let gate = Promise.resolve();
  return {
    change: (handle) => async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith(`/blobs/${largeBlob.digest}`)) return answerLarge(request.method);
      if (pathname.includes('/referrers/')) await gate;
      return await handle(request);
    },
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

function answerLarge(method: string): Response {
  const headers = { 'content-length': String(largeBlob.size), 'docker-content-digest': largeBlob.digest };
  const chunks = bytesOfLargeBlob();
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const { done, value } = chunks.next();
    if (done === true) controller.close();
    else controller.enqueue(value);
  };
  const body = method === 'HEAD' ? null : new ReadableStream({ pull });
  return new Response(body, { headers });
}
