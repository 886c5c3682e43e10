import type { ProblemCode } from './problem-code.ts';

/** RFC 9457 problem details, as every route answers them. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly hint: string;
  readonly code: ProblemCode;
  readonly registry?: string;
  /** Origin of a token server that the password was not sent to: the sign-in dialog asks whether it may be. */
  readonly tokenServer?: string;
  readonly requestId: string;
  readonly retryAfterSeconds?: number;
};

/** What is the same for every problem of one code. */
export type ProblemRow = { readonly status: number; readonly title: string; readonly hint: string };

/** The failures between page and server: the two rows that a page must know before any answer comes. */
export const clientProblems = {
  disconnected: {
    status: 503,
    title: 'Orrery does not answer',
    hint: 'Check that Orrery is running, then try again.',
  },
  internal: {
    status: 500,
    title: 'Orrery has an internal error',
    hint: 'Try again. The log of Orrery has the details under this request id.',
  },
} as const satisfies Partial<Record<ProblemCode, ProblemRow>>;

/** A problem that no server answered. The table of all problems is loaded later, with the screen that shows one. */
export function clientProblem(code: keyof typeof clientProblems, detail: string, hint?: string): Problem {
  return formProblem(code, clientProblems[code], {
    detail,
    requestId: '',
    ...(hint === undefined ? {} : { hint }),
  });
}

/** What one case adds to its row: `detail` is its sentence, `hint` replaces that of the row. */
export type ProblemCase = Pick<
  Problem,
  'detail' | 'requestId' | 'registry' | 'tokenServer' | 'retryAfterSeconds'
> & {
  readonly hint?: string;
};

/** The problem of a code and its row. */
export function formProblem(
  code: ProblemCode,
  { status, title, hint }: ProblemRow,
  one: ProblemCase,
): Problem {
  return { type: `/docs/problems/${code}`, title, status, code, ...one, hint: one.hint ?? hint };
}
