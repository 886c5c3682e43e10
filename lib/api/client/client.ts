import type { z } from 'zod/mini';
import { loadSchema } from '#lib/api/contract/load-schema';
import type { Problem } from '#lib/api/problems/problem';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { showHidden } from '#lib/text/untrusted-text';

type Options = {
  readonly signal?: AbortSignal;
  readonly accept?: string;
  /** A part of the answer, as of RFC 9110 14.2: `bytes=0-99`. */
  readonly range?: string;
};

/** The answer to a GET of our own server; anything but success is a ProblemError. */
export async function getResponse(path: string, options: Options = {}): Promise<Response> {
  const { signal, accept = 'application/json', range } = options;
  const headers = { accept, ...(range === undefined ? {} : { range }) };
  return await send(path, { headers, signal: signal ?? null });
}

/** A JSON document of our own server, checked against its schema. */
export async function getJson<T>(
  schema: z.ZodMiniType<T> | Promise<z.ZodMiniType<T>>,
  path: string,
  options: Options = {},
): Promise<T> {
  const [known, response] = await Promise.all([
    guarded(options.signal, async () => schema),
    getResponse(path, options),
  ]);
  return parseAnswer(known, await guarded(options.signal, () => response.json()));
}

/** Sends a document. */
export async function postJson(path: string, body: unknown, options: Options = {}): Promise<Response> {
  const headers = { accept: options.accept ?? 'application/json', 'content-type': 'application/json' };
  return await send(path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: options.signal ?? null,
  });
}

/** Takes something back that our own server keeps. */
export async function sendDelete(path: string, { signal }: Options = {}): Promise<void> {
  await send(path, { method: 'DELETE', signal: signal ?? null });
}

/** Runs a read of our own server; a connection that breaks becomes a ProblemError, a cancelled one stays what it is. */
export async function guarded<T>(signal: AbortSignal | null | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (signal?.aborted === true || cause instanceof ProblemError) throw cause;
    const detail = 'The connection to Orrery broke before the answer was complete.';
    throw new ProblemError(clientProblem('disconnected', detail), { cause });
  }
}

/** A value in the form that the schema describes; another form means that page and server do not fit together. */
export function parseAnswer<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const detail = 'Orrery answered in a form that this page does not know.';
  const problem = clientProblem('internal', detail, 'Reload the page: it may be older than the server.');
  throw new ProblemError(problem, { cause: parsed.error });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await guarded(init.signal, () => fetch(path, init));
  if (response.ok) return response;
  throw new ProblemError(
    await problemOfAnswer(response.status, await response.json().catch(() => undefined)),
  );
}

/** The problem in an answer that is no success; one of our own when the document is none. */
export async function problemOfAnswer(status: number, document: unknown): Promise<Problem> {
  const problemSchema = await loadSchema('problemSchema');
  const problem = problemSchema.safeParse(document);
  // Its sentence may quote what a stranger wrote.
  if (problem.success) return { ...problem.data, detail: showHidden(problem.data.detail) };
  return clientProblem('internal', `Orrery answered with status ${status}.`);
}
