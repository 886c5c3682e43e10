import type { z } from 'zod/mini';
import type {
  BodyOf,
  BodyRouteName,
  FrozenJsonOf,
  JsonRouteName,
  QueryOf,
  RouteName,
} from '#lib/api/routes/route-types';
import { routes } from '#lib/api/routes/routes';
import { OciError } from '#lib/oci/oci-error';
import { parseJson } from '#lib/oci/parse-json';
import { readBounded } from '#lib/registry/body';
import { limits } from '#lib/server/platform/limits';
import { invalidRequest } from '#lib/server/platform/problem-error';
import type { Session } from '#lib/server/sessions/session';

/** One request to our own interface. `signal` aborts when the client has gone. */
export type RouteCall = {
  readonly request: Request;
  readonly url: URL;
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Names this request in its answer, in the log and in the audit log. */
  readonly requestId: string;
};

/** The body of a route: it answers one request, and throws what `handler` turns into a problem. */
export type RouteHandler = (call: RouteCall) => Promise<Response>;

type Queries = { readonly [Name in RouteName]: { readonly query: z.ZodMiniType<QueryOf<Name>> } };
type Bodies = { readonly [Name in BodyRouteName]: { readonly body: z.ZodMiniType<BodyOf<Name>> } };

/**
 * The query parameters of a route, checked.
 *
 * @throws ProblemError `request-invalid`: its sentence says the first thing that is wrong with them
 */
export function readQuery<Name extends RouteName>(name: Name, url: URL): QueryOf<Name> {
  const known: Queries = routes;
  const values: Record<string, string> = Object.create(null);
  for (const [key, value] of url.searchParams) {
    if (key in values) throw invalidRequest(`The parameter "${key.slice(0, 40)}" is given twice.`);
    values[key] = value;
  }
  const parsed = known[name].query.safeParse({ ...values });
  if (parsed.success) return parsed.data;
  throw invalidRequest(sentenceOf(parsed.error.issues[0], 'parameter'));
}

/**
 * The JSON document in the body of a request to a route, checked; at most `maxBytes` of it are read.
 *
 * @throws ProblemError `request-invalid` for a body that is too large, is not JSON, or is not the document of the route
 */
export async function readBody<Name extends BodyRouteName>(
  name: Name,
  request: Request,
  maxBytes: number = limits.documentMaxBytes,
): Promise<BodyOf<Name>> {
  const known: Bodies = routes;
  const { bytes, truncated } = await readBounded(new Response(request.body), maxBytes, request.signal);
  if (truncated) throw invalidRequest(`The body is larger than ${maxBytes.toLocaleString('en')} bytes.`);
  const parsed = known[name].body.safeParse(jsonOf(bytes));
  if (parsed.success) return parsed.data;
  throw invalidRequest(sentenceOf(parsed.error.issues[0], 'field'));
}

/** The JSON answer of a route, which is what its schema promises to the client. */
export function respondJson<Name extends JsonRouteName>(
  name: Name,
  document: FrozenJsonOf<Name>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(document, { status: routes[name].status, headers });
}

function sentenceOf(issue: z.core.$ZodIssue | undefined, noun: 'parameter' | 'field'): string {
  if (issue?.code === 'unrecognized_keys')
    return `There is no ${noun} "${String(issue.keys[0]).slice(0, 40)}" here.`;
  const path = issue?.path.join('.').slice(0, 40);
  // Our own phrases follow the name in a sentence; those of the library do not.
  if (issue !== undefined && path !== '' && /^[a-z]/.test(issue.message))
    return `The ${noun} "${path}" ${issue.message}`;
  return noun === 'field' && (path === undefined || path === '')
    ? 'The body is not the expected JSON document.'
    : `The ${noun} "${path}" is invalid.`;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof OciError) throw invalidRequest('The body is not JSON.');
    throw error;
  }
}
