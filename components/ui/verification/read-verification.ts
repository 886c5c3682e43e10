import type { QueryFunction } from '@tanstack/react-query';
import { experimental_streamedQuery as streamedQuery } from '@tanstack/react-query';
import { getResponse, postJson } from '#lib/api/client/client';
import { readEvents } from '#lib/api/client/read-events';
import { verificationEventSchema } from '#lib/api/contract/verification-contract';
import { clientProblem } from '#lib/api/problems/problem';
import { ProblemError } from '#lib/api/problems/problem-error';
import { apiPath } from '#lib/api/routes/api-path';
import type { GraphState } from '#lib/graph/graph-state';
import { addChecks } from '#lib/graph/verification/add-checks';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { Verification, VerificationEvent } from '#lib/graph/verification/verification';
import { sessionPolicy } from './session-policy.ts';

/** A verification as far as it has come. */
export type VerificationSoFar = {
  readonly checks: readonly EvidenceCheck[];
  /** What they come to; undefined until the last is made. */
  readonly whole: Verification | undefined;
  /** The graph with these checks at its nodes. */
  readonly addTo: (state: GraphState) => GraphState;
};

type Key = readonly string[];

/** A verification of which nothing is known yet. */
export const noChecks: VerificationSoFar = { checks: [], whole: undefined, addTo: (state) => state };

/** Reads a verification into the query cache, where its checks add up; one that is asked again takes its place at the end. */
export function readVerification(reference: string) {
  const read = streamedQuery<readonly VerificationEvent[], VerificationSoFar, Key>({
    streamFn: ({ signal }) => streamVerification(reference, sessionPolicy(), signal),
    refetchMode: 'replace',
    reducer: addCheckEvents,
    initialValue: noChecks,
  });
  return read satisfies QueryFunction<VerificationSoFar, Key>;
}

/**
 * The verification of an artifact against a policy that is only tried.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the answer breaks off
 */
export async function tryPolicy(reference: string, policy: PolicyParts): Promise<Verification> {
  let known = noChecks;
  for await (const events of streamVerification(reference, policy)) known = addCheckEvents(known, events);
  if (known.whole !== undefined) return known.whole;
  throw new ProblemError(clientProblem('disconnected', cut));
}

/** A verification with what was learned added. */
export function addCheckEvents(
  known: VerificationSoFar,
  events: readonly VerificationEvent[],
): VerificationSoFar {
  const learned = events.flatMap((event) => (event.type === 'check' ? [event.check] : []));
  const checks = learned.length === 0 ? known.checks : [...known.checks, ...learned];
  const end = events.find((event) => event.type === 'end');
  const { type: _, ...rest } = end ?? {};
  const whole = 'verdict' in rest ? { ...rest, checks } : known.whole;
  return { checks, whole, addTo: (state) => addChecks(state, checks) };
}

/**
 * The checks of an artifact as they are made, and last what they come to.
 *
 * @throws ProblemError with the code of the server, or `disconnected` when the stream breaks before its `end`
 */
async function* streamVerification(
  reference: string,
  policy: PolicyParts | undefined,
  signal?: AbortSignal,
): AsyncGenerator<readonly VerificationEvent[]> {
  const options = { accept: 'application/x-ndjson', ...(signal === undefined ? {} : { signal }) };
  const { body } =
    policy === undefined
      ? await getResponse(apiPath('/api/verify', { ref: reference }), options)
      : await postJson('/api/verify', { ref: reference, policy }, options);
  yield* readEvents(body, { schema: verificationEventSchema, cut, signal });
}

const cut = 'The response ended early: there may be more checks.';
