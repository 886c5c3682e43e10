'use client';

import dynamic from 'next/dynamic';
import { RunningChanges } from './running-changes.tsx';

// Only where a team is served.
const TeamUser = dynamic(() => import('./team-user.tsx').then((file) => file.TeamUser), { ssr: false });

/** What the header shows once the page is there: who is signed in, and the runs that go on. */
export function HeaderStatus() {
  const { user } = document.documentElement.dataset;
  return (
    <>
      {user === undefined ? null : <TeamUser name={user} />}
      <RunningChanges />
    </>
  );
}
