import type { z } from 'zod/mini';
import type { Problem } from '#lib/api/problems/problem';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { fillPath } from '#lib/api/routes/api-path';
import type { BodyOf, JsonOf, JsonRouteName, ParametersOf, PathOf } from '#lib/api/routes/route-types';
import { takeEarlyAnswer } from './early-answer.ts';

type Options = {
  readonly signal?: AbortSignal;
  readonly accept?: string;
  /** A part of the answer, as of RFC 9110 14.2: `bytes=0-99`. */
  readonly range?: string;
};

/**
 * The answer to a GET of our own server.
 *
 * @throws ProblemError for anything but success
 */
export async function getResponse(path: string, options: Options = {}): Promise<Response> {
  const { signal, accept = 'application/json', range } = options;
  const early = range === undefined ? takeEarlyAnswer({ path, accept }, signal) : undefined;
  const headers = { accept, ...(range === undefined ? {} : { range }) };
  return await send(path, { headers, signal: signal ?? null }, early);
}

/**
 * The JSON document that a route answers, checked against its schema. Schemas and answer are awaited together: the
 * library that checks them weighs a fifth of what a page may load first, and nobody needs it before an answer comes.
 *
 * @throws ProblemError with the code of the server, `disconnected` when the way to it broke, or `internal` when the
 *   document is not what this page knows
 */
export async function callRoute<Name extends JsonRouteName>(
  name: Name,
  parameters: ParametersOf<PathOf<Name>>,
  { body, signal }: { readonly body?: BodyOf<Name>; readonly signal?: AbortSignal | undefined } = {},
): Promise<JsonOf<Name>> {
  const path = fillPath(name.slice(name.indexOf(' ') + 1), parameters);
  const options = signal === undefined ? {} : { signal };
  const [schema, response] = await Promise.all([
    guarded(signal, () => jsonSchemaOf(name)),
    body === undefined
      ? getResponse(path, options)
      : sendJson(name.startsWith('PUT ') ? 'PUT' : 'POST', path, body, options),
  ]);
  return parseAnswer(schema, await guarded(signal, () => response.json()));
}

async function jsonSchemaOf<Name extends JsonRouteName>(name: Name): Promise<z.ZodMiniType<JsonOf<Name>>> {
  const { routes } = await import('#lib/api/routes/routes');
  const known: { readonly [Each in JsonRouteName]: { readonly json: z.ZodMiniType<JsonOf<Each>> } } = routes;
  return known[name].json;
}

/** Sends a document. */
export async function postJson(path: string, body: unknown, options: Options = {}): Promise<Response> {
  return await sendJson('POST', path, body, options);
}

async function sendJson(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  options: Options,
): Promise<Response> {
  const headers = { accept: options.accept ?? 'application/json', 'content-type': 'application/json' };
  return await send(path, {
    method,
    headers,
    body: JSON.stringify(body),
    signal: options.signal ?? null,
  });
}

/** Takes something back that our own server keeps. */
export async function sendDelete(path: string, { signal }: Options = {}): Promise<void> {
  await send(path, { method: 'DELETE', signal: signal ?? null });
}

/**
 * Runs a read of our own server.
 *
 * @throws ProblemError `disconnected` when the connection breaks; the reason of `signal` when that has aborted
 */
export async function guarded<T>(signal: AbortSignal | null | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (signal?.aborted === true || cause instanceof ProblemError) throw cause;
    const detail = 'The connection to Orrery failed before the response was complete.';
    throw new ProblemError(clientProblem('disconnected', detail), { cause });
  }
}

/**
 * A value in the form that the schema describes.
 *
 * @throws ProblemError `internal` for another form: then page and server do not fit together
 */
export function parseAnswer<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const detail = 'This page does not understand the response of Orrery.';
  const problem = clientProblem('internal', detail, 'Reload the page: the server may be newer.');
  throw new ProblemError(problem, { cause: parsed.error });
}

async function send(path: string, init: RequestInit, begun?: Promise<Response>): Promise<Response> {
  const response = await guarded(init.signal, () => begun ?? fetch(path, init));
  if (response.ok) return response;
  throw new ProblemError(
    await problemOfAnswer(response.status, await response.json().catch(() => undefined)),
  );
}

/** The problem in an answer that is no success; one of our own when the document is none. */
export async function problemOfAnswer(status: number, document: unknown): Promise<Problem> {
  const [{ problemSchema }, { showHidden }] = await Promise.all([
    import('#lib/api/contract/problem-contract'),
    import('#lib/text/untrusted-text'),
  ]);
  const problem = problemSchema.safeParse(document);
  // Its sentence may quote what a stranger wrote.
  if (problem.success) return { ...problem.data, detail: showHidden(problem.data.detail) };
  return clientProblem('internal', `Orrery answered with status ${status}.`);
}
