import type { Fetch, FetchRequest } from '#lib/registry/fetch';

/** A request as it would have left, for tests to look at. */
export type Sent = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly purpose: FetchRequest['purpose'];
};

/** Answers one request; undefined is 404. */
export type Script = (
  url: URL,
  request: FetchRequest,
) => Response | undefined | Promise<Response | undefined>;

/** A network that is a function, and remembers what went over it. */
export function scriptedFetch(script: Script): { readonly fetch: Fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (url, request) => {
      sent.push({
        method: request.method,
        url: url.href,
        headers: request.headers ?? {},
        body: typeof request.body === 'string' ? request.body : '',
        purpose: request.purpose,
      });
      request.signal?.throwIfAborted();
      return (await script(url, request)) ?? new Response('404 page not found\n', { status: 404 });
    },
  };
}
