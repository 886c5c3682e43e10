import type { ProblemCode } from '#lib/api/problems/problem-code';
import { apiPath } from '#lib/api/routes/api-path';
import { buttonClass } from './button.tsx';

/** Problems that a sign-in to Orrery itself solves; `fresh`: also of somebody who is signed in already. */
const solved: Partial<Readonly<Record<ProblemCode, { readonly fresh?: '1' }>>> = {
  'sign-in-needed': {},
  'sign-in-too-old': { fresh: '1' },
};

/** Leads to the sign-in of a team and back to this page; nothing for every other problem. */
export function OrrerySignIn({ code }: { readonly code: ProblemCode }) {
  const wish = solved[code];
  if (wish === undefined) return null;
  return (
    <a
      href={apiPath('/api/session/start', wish)}
      onClick={({ currentTarget }) => {
        const to = window.location.pathname + window.location.search;
        currentTarget.href = apiPath('/api/session/start', { ...wish, to });
      }}
      className={buttonClass('primary')}
    >
      Sign in to Orrery
    </a>
  );
}
