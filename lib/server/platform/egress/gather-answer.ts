import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { AnswerHeaders, GatheredBody, GatherLimits, HttpAnswer } from '#lib/registry/http-answer';
import { isWebPage } from '#lib/registry/read-error';
import { limits } from '#lib/server/platform/limits';
import type { NetworkContext } from './network-error.ts';
import { networkError } from './network-error.ts';
import { hasNoBody, meaninglessStatus, validHeaderValue } from './to-response.ts';

/**
 * Sends a request and gives its answer when the body is there, or as much of it as is wanted: a small answer needs no
 * stream. A body that breaks off is met by whoever reads it. What is not wanted is not waited for: the connection is
 * closed where a body is too large, by its announced length or by what comes, and where it is a web page.
 *
 * @throws RegistryError for what fails before a body comes, and `bad-response` for a status that HTTP does not know
 */
export function gatherAnswer(
  dispatcher: Dispatcher,
  sent: Dispatcher.DispatchOptions,
  wanted: GatherLimits,
  context: NetworkContext,
): Promise<HttpAnswer> {
  const { signal } = context;
  if (signal?.aborted) return Promise.reject(networkError(signal.reason, context));
  return new Promise((resolve, reject) => {
    const gathering = new Gathering({ wanted, context, isHead: sent.method === 'HEAD', resolve, reject });
    dispatcher.dispatch(sent, gathering);
    gathering.obey(signal);
  });
}

type Head = Omit<HttpAnswer, 'gathered'>;
type Task = {
  readonly wanted: GatherLimits;
  readonly context: NetworkContext;
  readonly isHead: boolean;
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: unknown) => void;
};

/** One answer on its way; the HTTP client calls what is named `on…`. */
class Gathering implements Dispatcher.DispatchHandler {
  readonly #task: Task;
  #controller: Dispatcher.DispatchController | undefined;
  #head: Head | undefined;
  #bytes = createBytes(0, 0);
  #isSettled = false;
  #stop: (() => void) | undefined;

  constructor(task: Task) {
    this.#task = task;
  }

  /** Ends the gathering when the signal is aborted; no listener stays behind. */
  obey(signal: AbortSignal | undefined): void {
    if (this.#isSettled || signal === undefined) return;
    this.#stop = () => this.#fail(signal.reason);
    signal.addEventListener('abort', this.#stop, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled) this.#drop();
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, raw: IncomingHttpHeaders): void {
    // Below 200 it is word of an answer still to come: https://www.rfc-editor.org/rfc/rfc9110#name-informational-1xx
    if (this.#isSettled || status < 200) return;
    const { wanted, context, isHead } = this.#task;
    if (status > 599) {
      this.#fail(meaninglessStatus(status, context));
      return;
    }
    const head = toHead(status, raw);
    this.#head = head;
    if (hasNoBody(status, raw, isHead)) return;
    const room = roomFor(head, wanted);
    this.#bytes = createBytes(room, announcedLength(head.headers));
    if (room === 0) this.#cut(true);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isSettled && !this.#bytes.add(chunk)) this.#cut(this.#bytes.room > 0);
  }

  onResponseEnd(): void {
    if (!this.#isSettled) this.#succeed({ bytes: this.#bytes.all(), truncated: false });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#isSettled) return;
    if (this.#head === undefined) {
      this.#fail(error);
      return;
    }
    const failure = networkError(error, this.#task.context);
    const bytes = this.#bytes.all();
    this.#succeed(this.#bytes.room === 0 ? { bytes, truncated: false } : { bytes, truncated: true, failure });
  }

  /** What there is suffices; the rest is not read. */
  #cut(truncated: boolean): void {
    this.#succeed({ bytes: this.#bytes.all(), truncated });
    this.#drop();
  }

  #succeed(gathered: GatheredBody): void {
    this.#settle();
    if (this.#head !== undefined) this.#task.resolve({ ...this.#head, gathered });
  }

  #fail(error: unknown): void {
    this.#settle();
    this.#task.reject(networkError(error, this.#task.context));
    this.#drop();
  }

  #settle(): void {
    this.#isSettled = true;
    if (this.#stop !== undefined) this.#task.context.signal?.removeEventListener('abort', this.#stop);
  }

  #drop(): void {
    this.#controller?.abort(new Error('Nobody wants the rest of this answer.'));
  }
}

/** How many bytes of a body are wanted: none of what is larger than it may be, and none of a web page. */
function roomFor(head: Head, { maxBytes, errorMaxBytes }: GatherLimits): number {
  if (!head.ok) return errorMaxBytes;
  return isWebPage(head) || announcedLength(head.headers) > maxBytes ? 0 : maxBytes;
}

function announcedLength(headers: AnswerHeaders): number {
  const text = headers.get('content-length') ?? '';
  return /^\d{1,16}$/.test(text) ? Number(text) : 0;
}

function toHead(status: number, raw: IncomingHttpHeaders): Head {
  const get = (name: string): string | null => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (value === undefined) return null;
    const values = Array.isArray(value) ? value.filter(validHeaderValue) : [value].filter(validHeaderValue);
    return values.length === 0 ? null : values.join(', ').trim();
  };
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get, has: (name) => get(name) !== null },
    body: null,
  };
}

/**
 * Bytes in one piece, copied out of the buffers that they came in: a byte that stays must not keep the rest of what was
 * read with it. Room is taken as bytes come, and not as they are announced.
 */
function createBytes(room: number, announced: number) {
  let buffer = new Uint8Array(0);
  let length = 0;
  const grow = (needed: number) => {
    const first = Math.min(announced, limits.gatherAheadBytes);
    const larger = new Uint8Array(Math.min(room, Math.max(needed, first, buffer.byteLength * 2)));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  return {
    room,
    /** False when there is more than room for it; what fits is kept. */
    add: (chunk: Uint8Array): boolean => {
      const part = chunk.byteLength > room - length ? chunk.subarray(0, room - length) : chunk;
      if (length + part.byteLength > buffer.byteLength) grow(length + part.byteLength);
      buffer.set(part, length);
      length += part.byteLength;
      return part === chunk;
    },
    all: () => (length === buffer.byteLength ? buffer : buffer.slice(0, length)),
  };
}
