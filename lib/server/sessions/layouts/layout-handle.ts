import { createHash } from 'node:crypto';
import { ProblemError } from '#lib/api/problems/problem-error';
import { layoutPlace } from '#lib/oci/layout-reference';
import { OciError } from '#lib/oci/oci-error';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { RegistryError } from '#lib/registry/registry-error';
import { problemOfError } from '#lib/server/platform/problem-error';
import { answerFromUpload } from './held-uploads.ts';
import { openLocalLayout } from './local-layouts.ts';

type Handle = (request: Request) => Promise<HttpAnswer>;

/** An origin that no network has, one for each registry of layouts: what is remembered of them is kept apart by it. */
export function layoutOrigin(registry: string): string {
  return `http://layout-${createHash('sha256').update(registry).digest('hex').slice(0, 32)}.invalid`;
}

/**
 * The registry that an `oci:` name stands for. Here, and nowhere else, it is decided whose files are opened: on one's own
 * machine any that this process may read, and of uploads those of `owner`.
 */
export function layoutHandle(registry: string, owner: string): Handle {
  return async (request) => {
    try {
      return await answer(registry, owner, request);
    } catch (error) {
      throw toRegistryError(error, registry);
    }
  };
}

async function answer(registry: string, owner: string, request: Request): Promise<HttpAnswer> {
  const place = layoutPlace(registry);
  if (place?.kind === 'upload') return await answerFromUpload(place.id, owner, request);
  const [, name] = /^\/v2\/([^/]+)\/./.exec(new URL(request.url).pathname) ?? [];
  if (place === undefined || name === undefined) return withoutName(request);
  return (await openLocalLayout(place.path, decodeURIComponent(name)))(request);
}

// A client takes any other error for a registry that broke off, and asks again.
function toRegistryError(error: unknown, registry: string): unknown {
  const problem = problemOfError(error, '');
  if (error instanceof OciError || problem.code === 'internal') return error;
  const code = problem.code === 'not-found' ? 'not-found' : 'unsupported';
  return new RegistryError(code, registry, problem.detail, { cause: new ProblemError(problem) });
}

// What lies in a folder is not listed: only who knows the name of a layout opens it.
function withoutName(request: Request): Response {
  const isPing = /^\/v2\/?$/.test(new URL(request.url).pathname);
  return isPing ? Response.json({}) : new Response(null, { status: 404 });
}
