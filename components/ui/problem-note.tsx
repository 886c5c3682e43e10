import { clsx } from 'clsx';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '#lib/api/problems/problem';
import { OrrerySignIn } from './orrery-sign-in.tsx';

type ProblemNoteProps = {
  readonly problem: Problem;
  readonly className?: string | undefined;
  /** Buttons that may solve it. */
  readonly children?: ReactNode;
};

/** One failure where it happened: what failed, why, and what to do. */
export function ProblemNote({ problem, className, children }: ProblemNoteProps) {
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
          <OrrerySignIn code={problem.code} />
          {children}
        </div>
        <p className="mt-2 text-xs break-all text-faint">
          <a href={problem.type} className="underline underline-offset-2">
            About this problem
          </a>
          {problem.requestId === '' ? null : (
            <span className="font-mono"> · request {problem.requestId}</span>
          )}
        </p>
      </div>
    </div>
  );
}
