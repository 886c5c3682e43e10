import { problemSchema } from '#lib/api/contract/problem-contract';
import { ProblemError } from '#lib/api/problems/problem-error';
import { parseJson } from '#lib/oci/parse-json';
import { discard, readBounded } from '#lib/registry/body';
import type { Fetch } from '#lib/registry/fetch';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { createEgressFetch } from '#lib/server/platform/egress/egress';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import type { HeldKind, Holding } from './holdings.ts';
import { replicaLimits } from './limits.ts';
import { proofHeader } from './replica-proof.ts';
import { getReplicas } from './replica-state.ts';

/** What is asked for at the replica that holds it. */
type HeldRequest = {
  readonly method: 'GET' | 'HEAD' | 'DELETE';
  /** With its slash: `/uploads/<id>/content`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
};

let network: Fetch | undefined;

/**
 * Asks the replica that holds a file, and gives its answer as it streams in. No proxy stands between replicas.
 *
 * @throws ProblemError `replica-gone` where the replica has ended, `replica-unreachable` where it cannot be asked, and the
 *   problem that it answers with
 */
export async function askReplica(kind: HeldKind, holding: Holding, asked: HeldRequest): Promise<HttpAnswer> {
  const { place, replica } = holding;
  if (place.kind === 'gone') throw goneProblem(kind, replica);
  const proofs =
    place.kind === 'elsewhere'
      ? getReplicas()?.proof?.prove({ method: asked.method, address: place.address, path: asked.path })
      : undefined;
  if (place.kind !== 'elsewhere' || proofs === undefined) throw unreachable(replica);
  for (const proof of proofs) {
    const response = await send(place.address, replica, asked, proof);
    if (response.status !== 401) return await withoutProblem(response);
    await discard(response);
  }
  throw unreachable(replica);
}

/** The bytes of a file at the replica that holds it, which is asked with the first read. */
export function streamFromReplica(
  kind: HeldKind,
  holding: Holding,
  path: string,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const open = async () => {
    const { ok, body } = await askReplica(kind, holding, { method: 'GET', path });
    if (!ok || body === null) throw unreachable(holding.replica);
    return body.getReader();
  };
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        reader ??= await open();
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async (reason) => void (await reader?.cancel(reason)),
    },
    { highWaterMark: 0 },
  );
}

async function send(
  address: string,
  replica: string,
  { method, path, headers, signal }: HeldRequest,
  proof: string,
): Promise<HttpAnswer> {
  network ??= createEgressFetch({ limits });
  const origin = `http://${address}`;
  try {
    return await network(new URL(path, origin), {
      method,
      headers: { ...headers, [proofHeader]: proof },
      ...(signal === undefined ? {} : { signal }),
      purpose: 'registry',
      isTransfer: true,
      onBehalfOf: origin,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(replica, error);
  }
}

/** The answer, or the problem that the other replica met. */
async function withoutProblem(response: HttpAnswer): Promise<HttpAnswer> {
  if (response.headers.get('content-type') !== 'application/problem+json') return response;
  const { bytes } = await readBounded(response, replicaLimits.aboutMaxBytes);
  throw new ProblemError(problemSchema.parse(parseJson(bytes)));
}

/** A file is gone with its replica, until that comes back with its folder. */
function goneProblem(kind: HeldKind, replica: string): ProblemError {
  return kind === 'upload'
    ? problemError('replica-gone', `The upload was held by ${replica}, which has ended.`, {
        hint: 'Upload the file again.',
      })
    : problemError('replica-gone', `The archive of this plan was written by ${replica}, which has ended.`, {
        hint: 'Ask the operator of this Orrery to start that replica again with its data folder, where the archive lies.',
      });
}

function unreachable(replica: string, cause?: unknown): ProblemError {
  const detail = `${replica} holds this, and cannot be asked for it.`;
  return problemError('replica-unreachable', detail, { retryAfterSeconds: 5, cause });
}
