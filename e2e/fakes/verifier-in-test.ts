import { openPolicyFolder } from '#lib/server/verification/policy-folder';
import { provideVerification } from '#lib/server/verification/verification-service';
import { answerCall } from '#lib/server/verification/verifier/answer-call';
import type { AskedCall } from '#lib/server/verification/verifier/verifier-calls';
import { answerIn } from '#lib/server/verification/verifier/verifier-calls';

/** Provides a verifier without threads, and the policies of a folder. */
export function testVerification(policyFolder?: string): void {
  const ask = async (call: AskedCall) => {
    const reply = await answerCall(call);
    if (reply.state === 'done') return reply.answer;
    throw new Error(reply.state === 'failed' ? reply.failure : reply.state);
  };
  provideVerification({
    verifier: {
      explain: async (policy, asked) => answerIn('explain', await ask({ name: 'explain', policy, asked })),
      check: async (policy, asked) => answerIn('check', await ask({ name: 'check', policy, asked })),
      judge: async (policy, asked) => answerIn('judge', await ask({ name: 'judge', policy, asked })),
      close: async () => undefined,
    },
    policies: openPolicyFolder(policyFolder),
  });
}
