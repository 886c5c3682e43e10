import type { Answer } from '#lib/graph/model';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import type { Verification } from '#lib/graph/verification/verification';
import type { Reference } from '#lib/oci/reference';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import type { ExplainedPolicy, SentPolicy } from './sent-policy.ts';

/** The questions that a verifier answers: what is asked, and what comes back. */
type VerifierQuestions = {
  readonly explain: {
    readonly asked: { readonly reference?: Reference };
    readonly answer: ExplainedPolicy;
  };
  readonly check: {
    readonly asked: { readonly evidence: SignedEvidence; readonly reference: Reference; readonly now: Date };
    readonly answer: EvidenceCheck;
  };
  readonly judge: {
    readonly asked: {
      readonly checks: readonly EvidenceCheck[];
      readonly answers: readonly Answer[];
      readonly reference: Reference;
      /** Whether commands must say that the registry speaks no TLS. */
      readonly isPlainHttp: boolean;
    };
    readonly answer: Pick<Verification, 'policy' | 'verdict' | 'reasons' | 'commands'>;
  };
};

export type QuestionName = keyof VerifierQuestions;
export type AskedOf<Name extends QuestionName> = VerifierQuestions[Name]['asked'];
export type AnswerOf<Name extends QuestionName> = VerifierQuestions[Name]['answer'];

type Call<Policy> = {
  [Name in QuestionName]: { readonly name: Name; readonly policy: Policy; readonly asked: AskedOf<Name> };
}[QuestionName];

/** A question with its policy. */
export type AskedCall = Call<SentPolicy>;

/** A question on its way to a thread; the parts of a policy that it has read are left out. */
export type VerifierCall = Call<Omit<SentPolicy, 'parts'> & { readonly parts?: PolicyParts }>;

/** An answer on its way back; `failure` is a fault of ours, as text. */
export type VerifierReply =
  /** The thread has begun: nothing was asked yet. */
  | { readonly state: 'ready' }
  | { readonly state: 'done'; readonly answer: AnswerOf<QuestionName> }
  /** The thread has forgotten the policy: send its parts too. */
  | { readonly state: 'lacks-policy' }
  | { readonly state: 'failed'; readonly failure: string };

/** The answer in a reply, which our own thread has made: its type is that of the question. */
export function answerIn<Name extends QuestionName>(_: Name, answer: AnswerOf<QuestionName>): AnswerOf<Name> {
  return answer as AnswerOf<Name>;
}
