import type { Problem } from '#lib/api/problem';

/** What can go wrong between page and server: the two rows that a page must know before any answer comes. */
export const ownProblems = {
  disconnected: {
    status: 503,
    title: 'The connection to Orrery broke',
    hint: 'Is Orrery still running, and is this machine online? Ask again.',
  },
  internal: { status: 500, title: 'Orrery has a fault', hint: 'The log has more under this request id.' },
} as const;

/** A problem that no server told us. The whole table of problems comes later, with the screen that shows them. */
export function ownProblem(code: keyof typeof ownProblems, detail: string, hint?: string): Problem {
  const { status, title, hint: usual } = ownProblems[code];
  const type = `https://orrery.invalid/problems/${code}`;
  return { type, title, status, detail, hint: hint ?? usual, code, requestId: '' };
}
