'use client';

import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { adminPath } from '#components/ui/admin-tabs.ts';
import { Menu, MenuItem, MenuNote, MenuSeparator } from '#components/ui/menu';
import { roleText } from '#components/ui/role-text.ts';
import { endSession, sessionQuery } from '#lib/api/queries/session-query';

/** Who is signed in to an Orrery for a team, what they may do, where they see what was done, and the way out. */
export function TeamUser({ name }: { readonly name: string }) {
  const { data } = useQuery(sessionQuery);
  const router = useRouter();
  const user = data?.mode === 'team' ? data : undefined;
  return (
    <Menu label={`Signed in as ${name}`} trigger={<UserRound size={15} aria-hidden="true" />}>
      <MenuNote>
        <span className="block font-medium text-text">{name}</span>
        {user?.email === undefined ? null : <span className="block break-all">{user.email}</span>}
      </MenuNote>
      {user?.rights.map((right) => (
        <MenuNote key={roleText(right)}>{roleText(right)}</MenuNote>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => router.push(adminPath('audit-log'))}>
        {user?.role === 'admin' ? 'Administration' : 'What you have changed'}
      </MenuItem>
      <MenuItem
        onSelect={() => {
          endSession().then(
            (location) => window.location.assign(location),
            // The session is over already: the first page says so.
            () => window.location.assign('/'),
          );
        }}
      >
        Sign out of Orrery
      </MenuItem>
    </Menu>
  );
}
