import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ProblemError } from '#lib/api/problems/problem-error';
import { getChanges } from '#lib/server/plans/get-changes';
import { archivePath, archiveSize } from '#lib/server/plans/run/archives';
import { problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import type { PlanRecord } from '#lib/transfer/record';
import { planIdOf } from './plan.ts';
import { attachment } from './response-headers.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';

/**
 * Gives the archive that a plan wrote before it deleted: an OCI image layout as tar.
 *
 * @throws ProblemError `not-found` when there is no plan or no archive
 */
export async function answerPlanArchive(call: RouteCall): Promise<Response> {
  readQuery('GET /api/plans/{id}/archive', call.url);
  const id = planIdOf(call.url);
  const { size, stream } = await openPlanArchive(call, id);
  return new Response(stream(), {
    headers: {
      'content-type': 'application/x-tar',
      'content-disposition': attachment(`orrery-${id}.tar`),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'orrery-length': String(size),
    },
  });
}

/** What a plan archived; nothing is read before `stream` is called. */
export type PlanArchive = {
  /** Bytes. */
  readonly size: number;
  readonly stream: () => ReadableStream<Uint8Array<ArrayBuffer>>;
};

/**
 * The archive of a plan of this session.
 *
 * @throws ProblemError `not-found` when there is no plan or no archive
 */
export async function openPlanArchive(call: RouteCall, id: string): Promise<PlanArchive> {
  const record = await getChanges().find(call, id);
  const path = archivePath(getServices().settings.dataDir, id);
  const size = await archiveSize(path);
  if (size === undefined) throw noArchive(record);
  return { size, stream: () => streamOf(path) };
}

function noArchive({ plan, steps }: PlanRecord): ProblemError {
  const wrote = plan.steps.some(({ id, verb }) => verb === 'archive' && steps[id]?.state === 'done');
  if (wrote) {
    const elsewhere = 'If several replicas serve this address, ask again: the one that wrote it has it.';
    return problemError('not-found', 'The archive of this plan is not here.', { hint: elsewhere });
  }
  const hint =
    'An archive is there once its step is done; only plans that delete manifests or graphs write one.';
  return problemError('not-found', 'This plan has written no archive.', { hint });
}

function streamOf(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = Readable.toWeb(createReadStream(path)).values();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await chunks.return?.()),
    },
    { highWaterMark: 0 },
  );
}
