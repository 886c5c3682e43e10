import { openLocalArchive } from '#lib/server/plans/run/held-archives';
import { problemOfError } from '#lib/server/platform/problem-error';
import { proofHeader } from '#lib/server/replicas/replica-proof';
import { getReplicas } from '#lib/server/replicas/replica-state';
import { uploadLayout } from '#lib/server/sessions/layouts/upload-layout';
import { findUpload, openUploadedFile, removeUpload } from '#lib/server/sessions/layouts/uploads-folder';

/**
 * Answers another replica, at our internal `host:port`, from the files that lie here, and nobody else. Whose they are was
 * judged by the replica that asks.
 */
export async function answerReplica(request: Request, address: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  const asked = { method, address, path: pathname + search };
  if (getReplicas()?.proof?.isProved(headers.get(proofHeader) ?? undefined, asked) !== true)
    return new Response(null, { status: 401 });
  try {
    return (await answer(request, pathname, search)) ?? new Response(null, { status: 404 });
  } catch (error) {
    const problem = problemOfError(error, '');
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
    });
  }
}

async function answer(request: Request, pathname: string, search: string): Promise<Response | undefined> {
  const [, kind, id = '', rest = ''] = /^\/(uploads|archives)\/([\w-]+)(\/.*)?$/.exec(pathname) ?? [];
  if (kind === 'archives' && rest === '') return await answerArchive(id, request.method);
  const upload = kind === 'uploads' ? await findUpload(id) : undefined;
  if (upload === undefined) return undefined;
  if (rest === '' && request.method === 'DELETE') {
    await removeUpload(id);
    return new Response(null, { status: 204 });
  }
  if (rest === '') return Response.json({ digest: upload.digest, size: upload.size });
  if (rest === '/content') return new Response((await openUploadedFile(id))?.open() ?? null);
  const { references, handle } = await uploadLayout(id);
  if (rest === '/references') return Response.json({ references });
  const { method, headers, signal } = request;
  return await handle(
    new Request(new URL(rest + search, 'http://layout.invalid'), { method, headers, signal }),
  );
}

async function answerArchive(planId: string, method: string): Promise<Response | undefined> {
  const archive = await openLocalArchive(planId);
  if (archive === undefined) return undefined;
  const { size, stream } = archive;
  return new Response(method === 'HEAD' ? null : stream(), { headers: { 'content-length': String(size) } });
}
