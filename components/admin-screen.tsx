'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { Header } from '#components/shell/header';
import type { AdminTab, AdminViewer } from '#components/ui/admin-tabs.ts';
import { adminPath, adminTabsFor, readAdminTab } from '#components/ui/admin-tabs.ts';
import { buttonClass } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { LinkTabs } from '#components/ui/link-tabs';
import { PageLink } from '#components/ui/page-link';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { roleText } from '#components/ui/role-text.ts';
import type { SessionDocument } from '#lib/api/contract/session-contract';
import { sessionQuery } from '#lib/api/queries/session-query';

const AuditLogPanel = dynamic(
  () => import('#components/admin/audit-log-panel').then((file) => file.AuditLogPanel),
  { ssr: false },
);
const SessionsPanel = dynamic(
  () => import('#components/admin/sessions-panel').then((file) => file.SessionsPanel),
  { ssr: false },
);
const RegistriesPanel = dynamic(
  () => import('#components/admin/registries-panel').then((file) => file.RegistriesPanel),
  { ssr: false },
);
const NotificationsPanel = dynamic(
  () => import('#components/admin/notifications-panel').then((file) => file.NotificationsPanel),
  { ssr: false },
);
const HealthPanel = dynamic(() => import('#components/admin/health-panel').then((file) => file.HealthPanel), {
  ssr: false,
});

/** `/admin`: the record of all changes, who is signed in, the accounts of Orrery, and how it is. */
export function AdminScreen() {
  const query = useQuery(sessionQuery);
  return (
    <div className="flex h-dvh flex-col">
      <Header />
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={8} label="Loading the page" className="h-10" />}
        className="m-4"
      >
        {(session) => <AdminMain session={session} />}
      </QueryState>
    </div>
  );
}

function AdminMain({ session }: { readonly session: SessionDocument }) {
  const shown = readAdminTab(useSearchParams().get('tab'));
  const tabs = adminTabsFor(session);
  const isAllowed = tabs.some(({ id }) => id === shown);
  const isAdmin = session.mode === 'own' || session.role === 'admin';
  return (
    <main className="flex min-h-0 grow flex-col bg-surface">
      <div className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2">
        <h1 className="text-xl font-semibold">
          {isAdmin || !isAllowed ? 'Administration' : 'What you have changed'}
        </h1>
        {tabs.length > 1 ? <AdminTabs viewer={session} shown={shown} /> : null}
      </div>
      {isAllowed ? <Panel tab={shown} isAdmin={isAdmin} /> : <Refusal session={session} />}
    </main>
  );
}

function AdminTabs({ viewer, shown }: { readonly viewer: AdminViewer; readonly shown: AdminTab }) {
  const tabs = adminTabsFor(viewer).map(({ id, title }) => ({
    title,
    href: adminPath(id),
    isShown: id === shown,
  }));
  return <LinkTabs name="Administration" tabs={tabs} />;
}

function Panel({ tab, isAdmin }: { readonly tab: AdminTab; readonly isAdmin: boolean }) {
  switch (tab) {
    case 'audit-log':
      return <AuditLogPanel isAdmin={isAdmin} />;
    case 'sessions':
      return <SessionsPanel />;
    case 'registries':
      return <RegistriesPanel />;
    case 'notifications':
      return <NotificationsPanel />;
    case 'health':
      return <HealthPanel />;
    default:
      return tab satisfies never;
  }
}

/** What somebody sees who may not see this part, and what they may see. */
function Refusal({ session }: { readonly session: SessionDocument }) {
  const action = (
    <PageLink href={adminPath('audit-log')} className={buttonClass('primary')}>
      {session.mode === 'own' ? 'Open the audit log' : 'What you have changed'}
    </PageLink>
  );
  if (session.mode === 'own')
    return (
      <EmptyState title="There is no team here" action={action}>
        This Orrery serves one person on one machine: nobody signs in to it.
      </EmptyState>
    );
  const roles = session.rights.map(roleText).join('; ');
  return (
    <EmptyState title="This page is for admins" action={action}>
      {`Your role is ${roles === '' ? 'none' : roles}. Who runs this Orrery can give your groups another one.`}
    </EmptyState>
  );
}
