import type { UserRole } from '#lib/roles/role';

/** A part of the page for who runs this Orrery. */
export type AdminTab = 'audit-log' | 'sessions' | 'registries' | 'notifications' | 'health';

/** Who looks at it: the one person of an own machine, or somebody of a team with their highest role. */
export type AdminViewer =
  | { readonly mode: 'own' }
  | { readonly mode: 'team'; readonly role?: UserRole | undefined };

/** `title` stands in the row of parts, `name` where it stands alone. */
type ListedTab = {
  readonly id: AdminTab;
  readonly title: string;
  readonly name: string;
  readonly aliases: string;
};

const tabs: readonly ListedTab[] = [
  {
    ...{ id: 'audit-log', title: 'Audit log', name: 'Audit log' },
    aliases: 'admin administration who changed history record verify chain',
  },
  {
    ...{ id: 'sessions', title: 'Sessions', name: 'Sessions' },
    aliases: 'admin administration signed in people users sign out',
  },
  {
    ...{ id: 'registries', title: 'Registries', name: 'Registries and service accounts' },
    aliases: 'admin administration credentials robot configured',
  },
  {
    ...{ id: 'notifications', title: 'Notifications', name: 'Notifications of registries' },
    aliases: 'admin administration hook webhook events token inventory fresh',
  },
  {
    ...{ id: 'health', title: 'Health', name: 'Health and settings' },
    aliases: 'admin administration version replicas database status',
  },
];

/** The parts that somebody may see. Who is no admin has the audit log, with their own rows. */
export function adminTabsFor(viewer: AdminViewer): readonly ListedTab[] {
  const ofOne: readonly AdminTab[] = ['audit-log', 'notifications', 'health'];
  if (viewer.mode === 'own') return tabs.filter(({ id }) => ofOne.includes(id));
  return viewer.role === 'admin' ? tabs : tabs.filter(({ id }) => id === 'audit-log');
}

/** The address of a part. */
export function adminPath(tab: AdminTab): string {
  return tab === 'audit-log' ? '/admin' : `/admin?tab=${tab}`;
}

/** The part that an address names; the first for none, or for one that there is not. */
export function readAdminTab(text: string | null): AdminTab {
  return tabs.find(({ id }) => id === text)?.id ?? 'audit-log';
}
