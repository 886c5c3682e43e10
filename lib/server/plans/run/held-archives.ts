import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { discard } from '#lib/registry/body';
import { getServices } from '#lib/server/platform/services';
import { askReplica, streamFromReplica } from '#lib/server/replicas/ask-replica';
import type { Holding } from '#lib/server/replicas/holdings';
import { getReplicas } from '#lib/server/replicas/replica-state';
import { archivePath, archiveSize } from './archives.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The archive of a plan; nothing is read before `stream` is called. */
export type HeldArchive = {
  /** Bytes. */
  readonly size: number;
  readonly stream: () => ReadableStream<Bytes>;
};

/**
 * What a plan archived, at whichever replica it did; undefined where there is none. Whose the plan is, is for the caller
 * to judge.
 *
 * @throws ProblemError `replica-gone`, `replica-unreachable`, `store-unavailable`
 */
export async function openHeldArchive(planId: string): Promise<HeldArchive | undefined> {
  const local = await openLocalArchive(planId);
  if (local !== undefined) return local;
  const holding = await getReplicas()?.holdings.find('archive', planId);
  if (holding === undefined || holding.place.kind === 'here') return undefined;
  const size = await sizeElsewhere(planId, holding);
  if (size === undefined) return undefined;
  return { size, stream: () => streamFromReplica('archive', holding, pathOf(planId)) };
}

/**
 * Whether a plan's archive can be had, now or once the database and its replica answer again; that of a replica that has
 * ended counts as lost.
 *
 * @throws ProblemError `replica-unreachable`, `store-unavailable`
 */
export async function hasHeldArchive(planId: string): Promise<boolean> {
  if ((await openLocalArchive(planId)) !== undefined) return true;
  const holding = await getReplicas()?.holdings.find('archive', planId);
  if (holding === undefined || holding.place.kind === 'here' || holding.place.kind === 'gone') return false;
  return (await sizeElsewhere(planId, holding)) !== undefined;
}

/** What a plan archived at this replica; undefined where there is none. */
export async function openLocalArchive(planId: string): Promise<HeldArchive | undefined> {
  const path = archivePath(getServices().settings.dataDir, planId);
  const size = await archiveSize(path);
  return size === undefined ? undefined : { size, stream: () => streamOf(path) };
}

async function sizeElsewhere(planId: string, holding: Holding): Promise<number | undefined> {
  const answer = await askReplica('archive', holding, { method: 'HEAD', path: pathOf(planId) });
  await discard(answer);
  return answer.ok ? Number(answer.headers.get('content-length')) : undefined;
}

function pathOf(planId: string): string {
  return `/archives/${planId}`;
}

function streamOf(path: string): ReadableStream<Bytes> {
  const chunks: AsyncIterator<Bytes> = Readable.toWeb(createReadStream(path)).values();
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
