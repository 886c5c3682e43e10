'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { SkeletonRows } from '#components/ui/placeholder';
import { roleText } from '#components/ui/role-text.ts';
import { sessionListQuery } from '#lib/api/queries/admin-queries';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { utcSecond } from './audit-words.ts';
import { EndSessionDialog } from './end-session-dialog.tsx';
import type { ListedSession } from './listed-session.ts';

/** Who is signed in, with what role, since when; each session can be ended. */
export function SessionsPanel() {
  const query = useQuery(sessionListQuery);
  const [ending, setEnding] = useState<ListedSession>();
  return (
    <section aria-label="Sessions" className="min-h-0 grow overflow-auto">
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={4} label="Loading the sessions" className="h-12" />}
        className="m-4"
      >
        {({ sessions }) => (
          <>
            <p role="status" className="border-b border-line px-4 py-1.5 text-sm text-muted">
              {sessions.length === 1 ? '1 session' : `${sessions.length.toLocaleString('en')} sessions`}, the
              newest first. A person has one for each browser.
            </p>
            <ul aria-label="Sessions">
              {sessions.map((session) => (
                <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
              ))}
            </ul>
          </>
        )}
      </QueryState>
      {ending === undefined ? null : (
        <EndSessionDialog session={ending} onClose={() => setEnding(undefined)} />
      )}
    </section>
  );
}

type SessionRowProps = { readonly session: ListedSession; readonly onEnd: () => void };

function SessionRow({ session, onEnd }: SessionRowProps) {
  const { email, rights, createdAt, seenAt, endsAt, isOwn } = session;
  const name = showHidden(session.name);
  const groups = session.groups.map(showHidden);
  const now = Date.now();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.6fr)_minmax(0,1.4fr)_auto]">
      <div className="min-w-0">
        <p className="truncate font-medium" title={name}>
          {name}
          {isOwn ? <span className="ml-2 text-sm font-normal text-muted">this browser</span> : null}
        </p>
        {email === undefined ? null : <p className="truncate text-sm text-muted">{showHidden(email)}</p>}
      </div>
      <div className="min-w-0 max-lg:order-1 max-lg:col-span-2">
        {rights.length === 0 ? <p className="text-muted">no role</p> : null}
        {rights.map((right) => (
          <p key={roleText(right)} className="break-words">
            {roleText(right)}
          </p>
        ))}
        <p className="truncate text-sm text-muted" title={groups.join(', ')}>
          {groups.length === 0 ? 'in no group' : `groups: ${groups.join(', ')}`}
        </p>
      </div>
      <div className="min-w-0 max-lg:order-1 max-lg:col-span-2">
        <p title={`${utcSecond(createdAt)} UTC`}>Signed in {formatAge(createdAt, now)}</p>
        <p className="text-sm text-muted" title={`${utcSecond(seenAt)} UTC`}>
          Last seen {formatAge(seenAt, now)} · ends {utcSecond(endsAt).slice(11, 16)} UTC at the latest
        </p>
      </div>
      <Button aria-label={`End the session of ${name}`} onClick={onEnd}>
        End
      </Button>
    </li>
  );
}
