type Handle = (request: Request) => Promise<Response>;

/** What goes wrong with the requests that a rule fits. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array<ArrayBuffer>;
    }
  /** The right answer, but not before the promise resolves. */
  | { readonly kind: 'wait'; readonly until: Promise<unknown> }
  /** The body breaks after so many bytes. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** One byte of the body is another one. */
  | { readonly kind: 'flip'; readonly at: number }
  /** A `Content-Length` that is not the body's. */
  | { readonly kind: 'length'; readonly value: string }
  /** The right answer with other headers; an empty text takes one away. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** Every page links to itself. */
  | { readonly kind: 'looping-link' }
  /** A body without end, in chunks of 64 KiB, until it is cancelled. */
  | { readonly kind: 'endless'; readonly headers?: Readonly<Record<string, string>> }
  /** The request never arrives. */
  | { readonly kind: 'throw'; readonly error: Error };

export type FaultRule = {
  /** All methods when left out. */
  readonly method?: string;
  /** Tried on path and query: `/v2/acme/app/manifests/1.0?x=y`. */
  readonly path: RegExp;
  readonly fault: Fault;
  /** How many requests it meets before it is over; for ever when left out. */
  readonly times?: number;
};

/** A page as gateways and sign-in portals send it, with status 200. */
export const htmlPage: Fault = {
  kind: 'answer',
  status: 200,
  headers: { 'Content-Type': 'text/html' },
  body: '<!doctype html><title>Sign in</title><p>Please sign in.',
};

/** A refusal that asks for credentials. */
export function challenge(header: string): Fault {
  return { kind: 'answer', status: 401, headers: { 'WWW-Authenticate': header } };
}

/** A registry that does wrong by script: the first rule that fits a request decides, all others are answered rightly. */
export function createFaultRegistry(handle: Handle, rules: readonly FaultRule[]): Handle {
  const remaining = new Map(rules.map((rule) => [rule, rule.times ?? Number.POSITIVE_INFINITY]));
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const rule = rules.find(
      (candidate) =>
        (candidate.method ?? request.method) === request.method &&
        candidate.path.test(pathname + search) &&
        (remaining.get(candidate) ?? 0) > 0,
    );
    if (rule === undefined) return handle(request);
    remaining.set(rule, (remaining.get(rule) ?? 0) - 1);
    return applyFault(rule.fault, request, handle);
  };
}

async function applyFault(fault: Fault, request: Request, handle: Handle): Promise<Response> {
  switch (fault.kind) {
    case 'answer':
      return new Response(fault.body ?? null, { status: fault.status, headers: fault.headers ?? {} });
    case 'throw':
      throw fault.error;
    case 'wait':
      await fault.until;
      return handle(request);
    case 'endless':
      return new Response(endlessBody(), { headers: fault.headers ?? {} });
    case 'length':
      return withHeaders(await handle(request), { 'Content-Length': fault.value });
    case 'headers':
      return withHeaders(await handle(request), fault.headers);
    case 'looping-link': {
      const { pathname, search } = new URL(request.url);
      return withHeaders(await handle(request), { Link: `<${pathname}${search}>; rel="next"` });
    }
    case 'cut':
      return withBody(await handle(request), cutAfter(fault.afterBytes));
    case 'flip':
      return withBody(await handle(request), flipAt(fault.at));
    default:
      return fault satisfies never;
  }
}

function withHeaders(response: Response, changes: Readonly<Record<string, string>>): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') headers.delete(name);
    else headers.set(name, value);
  }
  return new Response(response.body, { status: response.status, headers });
}

function withBody(response: Response, change: TransformStream<Uint8Array, Uint8Array>): Response {
  return new Response(response.body?.pipeThrough(change) ?? null, response);
}

function cutAfter(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let remaining = bytes;
  return new TransformStream({
    transform(chunk, controller) {
      if (remaining > 0) controller.enqueue(chunk.subarray(0, remaining));
      remaining -= chunk.byteLength;
      if (remaining < 0) controller.error(new Error('The connection was cut off.'));
    },
  });
}

function flipAt(at: number): TransformStream<Uint8Array, Uint8Array> {
  let position = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const changed = Uint8Array.from(chunk);
      const here = at - position;
      if (here >= 0 && here < changed.length) changed[here] = (changed[here] ?? 0) ^ 1;
      position += chunk.byteLength;
      controller.enqueue(changed);
    },
  });
}

function endlessBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)) });
}
