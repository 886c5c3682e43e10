'use client';
import { clsx } from 'clsx';
import { TriangleAlert } from 'lucide-react';
import { Button } from '#components/ui/button';
import { SignInButton } from '#components/ui/sign-in/sign-in-button';
import type { Problem } from '#lib/api/problem';
import { makeProblem } from '#lib/api/problem';
import { ProblemError } from '#lib/api/problem-error';
import { OciError } from '#lib/oci/oci-error';
import { useCountdown } from './use-countdown';

type ProblemPanelProps = {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  /** Whose sign-in would help, when the problem does not say. */
  readonly registry?: string;
  readonly className?: string;
  /** Without the way to sign in, in the dialog that is it. */
  readonly isPlain?: boolean;
};

/** One failure in the place where it happened: what, why, what to do, and a way to try again. */
export function ProblemPanel({ problem, onRetry, registry, className, isPlain = false }: ProblemPanelProps) {
  const wait = useCountdown(problem.retryAfterSeconds, problem);
  const host = problem.registry ?? registry;
  return (
    <div
      role="alert"
      className={clsx(
        'flex gap-3 rounded-md border border-line border-l-3 border-l-bad bg-sunken px-3.5 py-3',
        className,
      )}
    >
      <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0 grow">
        <p className="font-semibold">{problem.title}</p>
        <p className="mt-0.5 break-words text-muted">{problem.detail}</p>
        {problem.hint === '' ? null : <p className="mt-1.5 break-words">{problem.hint}</p>}
        <div className="mt-2.5 flex flex-wrap items-center gap-2 empty:hidden">
          {problem.status === 401 && host !== undefined && !isPlain ? (
            <SignInButton
              host={host}
              look="primary"
              {...(problem.tokenServer === undefined
                ? { hint: problem.hint }
                : { tokenServer: problem.tokenServer })}
            />
          ) : null}
          {onRetry === undefined ? null : (
            <Button onClick={onRetry} disabled={wait > 0}>
              {wait > 0 ? `Try again in ${wait} s` : 'Try again'}
            </Button>
          )}
        </div>
        {problem.requestId === '' ? null : (
          <p className="mt-2 font-mono text-xs break-all text-faint">request {problem.requestId}</p>
        )}
      </div>
    </div>
  );
}

/** What a caught value means to a person; a fault of ours stays a fault, without its raw message. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OciError) {
    const code = error.code === 'digest-invalid' ? 'digest-invalid' : 'reference-invalid';
    return makeProblem(code, error.message, {
      requestId: '',
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
  return makeProblem('internal', 'This page met something it did not expect.', {
    requestId: '',
    hint: 'Reload the page; if it comes again, tell us what you opened.',
  });
}
