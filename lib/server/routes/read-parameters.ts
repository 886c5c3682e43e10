import type { z } from 'zod/mini';
import { parseJson } from '#lib/oci/parse-json';
import { readBounded } from '#lib/registry/body';
import { invalidRequest } from '#lib/server/platform/problem-error';

const documentMaxBytes = 16 * 1024;

/** The query parameters of a request, checked; the first thing wrong with them is said in one sentence. */
export function readParameters<T>(schema: z.ZodMiniType<T>, url: URL): T {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of url.searchParams) {
    if (name in values) throw invalidRequest(`The parameter "${name.slice(0, 40)}" is given twice.`);
    values[name] = value;
  }
  const parsed = schema.safeParse({ ...values });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidRequest(issue === undefined ? 'The parameters are not understood.' : sentence(issue));
}

/** The JSON document in the body of a request, checked. */
export async function readDocument<T>(
  request: Request,
  schema: z.ZodMiniType<T>,
  maxBytes: number = documentMaxBytes,
): Promise<T> {
  const { bytes, truncated } = await readBounded(new Response(request.body), maxBytes, request.signal);
  const parsed = truncated ? undefined : schema.safeParse(jsonOf(bytes));
  if (parsed?.success === true) return parsed.data;
  throw invalidRequest('The body is not the JSON document that belongs here.');
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `There is no parameter "${String(issue.keys[0]).slice(0, 40)}" here.`;
  return `The parameter "${String(issue.path[0])}" ${issue.message}`;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    throw invalidRequest('The body is not JSON.');
  }
}
