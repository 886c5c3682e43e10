import { createFairSemaphore, SemaphoreFull } from '#lib/async/fair-semaphore';
import { limits } from '#lib/server/platform/limits';
import { problemError } from '#lib/server/platform/problem-error';
import { verificationLimits } from '#lib/server/verification/limits';
import type { SentPolicy } from './sent-policy.ts';
import { uncheckedEvidence } from './unchecked-evidence.ts';
import type { AnswerOf, AskedCall, AskedOf, QuestionName } from './verifier-calls.ts';
import { answerIn } from './verifier-calls.ts';
import type { LostCheck, VerifierThreadOptions } from './verifier-host.ts';
import { createVerifierThread } from './verifier-host.ts';

/** Whose question it is; owners take turns. */
type Asking = { readonly owner: object; readonly signal: AbortSignal };

type Ask<Name extends QuestionName> = (
  policy: SentPolicy,
  asked: AskedOf<Name>,
  asking: Asking,
) => Promise<AnswerOf<Name>>;

/**
 * Checks evidence and reads policies, away from the event loop. All reject with the reason of an aborted signal, and
 * with a ProblemError `busy` when too many wait.
 */
export type Verifier = {
  /** @throws ProblemError `request-invalid` when the policy takes more time or memory than one may */
  readonly explain: Ask<'explain'>;
  /** Evidence that takes more time or memory than one may is a check that says so. */
  readonly check: Ask<'check'>;
  /** @throws ProblemError as `explain` */
  readonly judge: Ask<'judge'>;
  readonly close: () => Promise<void>;
};

/** Threads that share the questions; none is begun yet. */
export function createVerifierPool(options: VerifierThreadOptions): Verifier {
  const threads = Array.from({ length: verificationLimits.verifierThreads }, () =>
    createVerifierThread(options),
  );
  const free = [...threads];
  const turns = createFairSemaphore({
    permits: threads.length,
    permitsPerOwner: threads.length,
    waitingMax: verificationLimits.checksWaitingMax,
  });
  const ask = async (call: AskedCall, { owner, signal }: Asking) => {
    const release = await turns.acquire(owner, signal).catch(refuse);
    const thread = free.pop();
    try {
      if (thread === undefined) throw new Error('More checks run than there are threads.');
      const reply = await thread.ask(call);
      if (reply.state === 'done' || reply.state === 'lost') return reply;
      options.onFault(
        reply.state === 'failed' ? reply.failure : 'A thread lacks the policy that it was sent.',
      );
      return { state: 'lost', why: 'fault' } as const;
    } finally {
      if (thread !== undefined) free.push(thread);
      release();
    }
  };
  return {
    explain: async (policy, asked, asking) => {
      const reply = await ask({ name: 'explain', policy, asked }, asking);
      return reply.state === 'done' ? answerIn('explain', reply.answer) : refusePolicy(reply);
    },
    check: async (policy, asked, asking) => {
      const reply = await ask({ name: 'check', policy, asked }, asking);
      if (reply.state === 'done') return answerIn('check', reply.answer);
      return uncheckedEvidence(asked.evidence, { ...internal, reason: sentences[reply.why] });
    },
    judge: async (policy, asked, asking) => {
      const reply = await ask({ name: 'judge', policy, asked }, asking);
      return reply.state === 'done' ? answerIn('judge', reply.answer) : refusePolicy(reply);
    },
    close: async () => {
      await Promise.all(threads.map(({ close }) => close()));
    },
  };
}

const internal = { state: 'cannot-check', code: 'internal' } as const;

const sentences = {
  memory: 'Orrery stopped the check: it needs too much memory.',
  time: 'Orrery stopped the check: it takes too long.',
  fault: 'Orrery could not check it because of an internal error.',
} as const satisfies Record<LostCheck['why'], string>;

function refusePolicy({ why }: LostCheck): never {
  if (why === 'fault') throw new Error('Orrery could not read the policy because of an internal error.');
  const bound = why === 'time' ? 'more time' : 'more memory';
  throw problemError('request-invalid', `The policy takes ${bound} than a policy may.`);
}

function refuse(error: unknown): never {
  if (!(error instanceof SemaphoreFull)) throw error;
  const { walksRetryAfterSeconds: retryAfterSeconds } = limits;
  const detail = 'Too many signatures are being checked at the moment.';
  throw problemError('busy', detail, { retryAfterSeconds, cause: error });
}
