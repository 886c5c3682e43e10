import { onTestFinished } from 'vitest';

type Responder = (path: string, init: RequestInit) => Promise<Response> | Response;

const real = globalThis.fetch;

/** Lets our own server answer as a test says until it ends; what was asked is in the list that comes back. */
export function answerWith(responder: Responder): readonly { path: string; init: RequestInit }[] {
  // Not in a hook of this file: test files share it, and only the first one would have the hook.
  onTestFinished(() => {
    globalThis.fetch = real;
  });
  const requests: { path: string; init: RequestInit }[] = [];
  globalThis.fetch = async (input, init = {}) => {
    const path = String(input);
    requests.push({ path, init });
    return await responder(path, init);
  };
  return requests;
}

/** A body that sends these texts one by one, then ends, breaks or stays open. */
export function bodyOf(
  texts: readonly string[],
  then: 'end' | 'break' | 'stay' = 'end',
): ReadableStream<Uint8Array> {
  const waiting = texts.map((text) => new TextEncoder().encode(text));
  return new ReadableStream({
    async pull(controller) {
      const next = waiting.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (then === 'end') controller.close();
      else if (then === 'break') controller.error(new TypeError('network error'));
      else await new Promise(() => {});
    },
  });
}
