import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { parseReference } from '#lib/oci/reference';
import { verificationLimits } from '#lib/server/verification/limits';
import { getVerification } from '#lib/server/verification/verification-service';
import { verificationOf, verifyArtifact } from '#lib/server/verification/verify-artifact';
import { ndjsonBody } from './ndjson.ts';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/** Every signature and attestation of an artifact, checked against the policies of this Orrery. */
export async function answerVerify(call: RouteCall): Promise<Response> {
  return await verify(call, readQuery('GET /api/verify', call.url));
}

/** The same with a policy in the question. It changes nothing: a policy is only too long for an address. */
export async function answerVerifyWith(call: RouteCall): Promise<Response> {
  readQuery('POST /api/verify', call.url);
  return await verify(
    call,
    await readBody('POST /api/verify', call.request, verificationLimits.verifyRequestMaxBytes),
  );
}

/** The policies of this Orrery, and what they mean. */
export async function answerPolicies({ url, session, signal }: RouteCall): Promise<Response> {
  const { ref } = readQuery('GET /api/policies', url);
  const { verifier, policies } = getVerification();
  const { problems, asOf, ...policy } = await policies.current();
  const asked = ref === undefined ? {} : { reference: parseReference(ref) };
  const { hash, description } = await verifier.explain(policy, asked, { owner: session, signal });
  return respondJson('GET /api/policies', {
    ...description,
    problems: [...problems, ...description.problems],
    source: policy.source === 'file' ? 'file' : 'none',
    hash,
    asOf: asOf.toISOString(),
  });
}

type Asked = {
  readonly ref: string;
  readonly policy?: PolicyParts | string | undefined;
  readonly at?: string | undefined;
  readonly fresh?: '1' | undefined;
};

async function verify(
  { request, session, signal }: RouteCall,
  { ref, policy, at, fresh }: Asked,
): Promise<Response> {
  const left = new AbortController();
  const events = verifyArtifact({
    session,
    reference: parseReference(ref),
    policy,
    at: at === undefined ? undefined : new Date(at),
    isFresh: fresh === '1',
    signal: AbortSignal.any([signal, left.signal]),
  });
  if (!wantsLines(request)) return respondJson('GET /api/verify', await verificationOf(events));
  // Until the artifact itself is read nothing is promised: its failure is a problem, not a stream that breaks.
  const first = await events.next();
  const headers = { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' };
  return new Response(
    ndjsonBody(first, events, () => left.abort()),
    { headers },
  );
}

function wantsLines(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('application/x-ndjson');
}
