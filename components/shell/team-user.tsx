'use client';

import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { Menu, MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import { endSession, sessionQuery } from '#lib/api/queries/session-query';

/** Who is signed in to an Orrery for a team, what they may do, and the way out. */
export function TeamUser({ name }: { readonly name: string }) {
  const { data } = useQuery(sessionQuery);
  const user = data?.mode === 'team' ? data : undefined;
  return (
    <Menu label={`Signed in as ${name}`} trigger={<UserRound size={15} aria-hidden="true" />}>
      <MenuNote>
        <span className="block font-medium text-text">{name}</span>
        {user?.email === undefined ? null : <span className="block break-all">{user.email}</span>}
      </MenuNote>
      {user?.rights.map(({ role, repositories }) => (
        <MenuNote key={`${role} ${repositories?.join(' ')}`}>
          {`${role} in ${repositories?.join(', ') ?? 'all repositories'}`}
        </MenuNote>
      ))}
      <MenuSeparator />
      <MenuItem
        onSelect={() => {
          endSession().then(
            (location) => window.location.assign(location),
            // The session is over already: the first page says so.
            () => window.location.assign('/'),
          );
        }}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}
