import type { Problem } from '#lib/api/problems/problem';
import { escapeHtml, plainPage, plainPagePolicy } from '#lib/server/platform/plain-page';
import { problemOfError } from '#lib/server/platform/problem-error';

/**
 * A way in that answers a browser with a page when it fails: nobody reads JSON between two sign-in pages. Other clients
 * get the problem.
 *
 * @throws what `answer` rejects with, for every client that is no browser
 */
export async function withProblemPage(request: Request, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    const isBrowser = request.headers.get('accept')?.includes('text/html') === true;
    const problem = problemOfError(error, '');
    if (!isBrowser || problem.code === 'internal') throw error;
    return pageOf(problem, request.headers.get('x-nonce') ?? '');
  }
}

function pageOf({ title, detail, hint, status, retryAfterSeconds }: Problem, nonce: string): Response {
  const body = `<h1>${escapeHtml(title)}</h1>
<p role="alert">${escapeHtml(detail)}</p>
<p>${escapeHtml(hint)}</p>
<p><a class="go" href="/">First page</a></p>`;
  return new Response(plainPage(nonce, body), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': plainPagePolicy(nonce),
      'cache-control': 'no-store',
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
    },
  });
}
