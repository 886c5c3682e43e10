import { LRUCache } from 'lru-cache';
import { verificationLimits } from '#lib/server/verification/limits';
import { checkEvidence } from '#lib/verify/checks/check-evidence';
import { judgeArtifact } from '#lib/verify/checks/judge-artifact';
import { verifyCommands } from '#lib/verify/checks/verify-commands';
import { readPolicy } from '#lib/verify/policies/read-policy';
import { selectPolicy } from '#lib/verify/policies/select-policy';
import type { Policy } from '#lib/verify/policy';
import { describePolicy } from './describe-policy.ts';
import type { AnswerOf, QuestionName, VerifierCall, VerifierReply } from './verifier-calls.ts';

const policies = new LRUCache<string, Policy>({ max: verificationLimits.policiesKept });

const names = { file: 'the policies here', inline: 'the pasted policy', none: 'no policy' } as const;

/** Answers one question of a verifier; what is wrong with evidence or with a policy is an answer, and only a fault of ours a failure. */
export async function answerCall(call: VerifierCall): Promise<VerifierReply> {
  try {
    const whole = policyOf(call.policy);
    if (whole === undefined) return { state: 'lacks-policy' };
    return { state: 'done', answer: await answer(call, whole) };
  } catch (error) {
    return {
      state: 'failed',
      failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function policyOf({ key, parts, source }: VerifierCall['policy']): Policy | undefined {
  const known = policies.get(key);
  if (known !== undefined || parts === undefined) return known;
  const read = readPolicy(parts, { source, name: names[source] });
  policies.set(key, read);
  return read;
}

async function answer(call: VerifierCall, whole: Policy): Promise<AnswerOf<QuestionName>> {
  const picked = call.policy.only === undefined ? whole : selectPolicy(whole, call.policy.only);
  const policy = picked ?? whole;
  switch (call.name) {
    case 'explain':
      return {
        hash: policy.hash,
        isKnown: picked !== undefined,
        description: describePolicy(policy, call.asked.reference),
      };
    case 'check': {
      const { evidence, reference, now } = call.asked;
      return await checkEvidence(evidence, policy, { reference, now });
    }
    case 'judge': {
      const { checks, answers, reference, isPlainHttp } = call.asked;
      const { name, hash, source } = policy;
      const { verdict, reasons } = judgeArtifact(checks, answers, policy, reference);
      const commands = verifyCommands(policy, reference, { isPlainHttp });
      return { policy: { name, hash, source }, verdict, reasons, commands };
    }
  }
}
