'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { StateIcon } from '#components/ui/state-icon';
import { adminRegistriesQuery } from '#lib/api/queries/service-account-queries';
import { textPath } from '#lib/oci/location';
import { formatAge } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { utcSecond } from './audit-words.ts';
import type { ListedRegistryAccount } from './listed-registry-account.ts';
import { RemoveAccountDialog } from './remove-account-dialog.tsx';
import { ServiceAccountDialog } from './service-account-dialog.tsx';

type Asked = { readonly to: 'set' | 'remove'; readonly registry: ListedRegistryAccount };

/** The registries that are configured, and the account that Orrery itself has at each. */
export function RegistriesPanel() {
  const query = useQuery(adminRegistriesQuery);
  const [asked, setAsked] = useState<Asked>();
  const onClose = () => setAsked(undefined);
  return (
    <section aria-label="Registries and service accounts" className="min-h-0 grow overflow-auto">
      <div className="border-b border-line px-4 py-2">
        <p className="max-w-[75ch] text-sm text-muted">
          The operator names the registries in ORRERY_REGISTRIES. Orrery can have an account of its own at
          each: for the inventory, and, where you share it, for people who have no credentials there. Roles
          still hold.
        </p>
      </div>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={3} label="Loading the registries" className="h-12" />}
        className="m-4"
      >
        {({ registries }) =>
          registries.length === 0 ? (
            <EmptyState title="No registry is configured">
              The operator names registries in ORRERY_REGISTRIES and starts Orrery again.
            </EmptyState>
          ) : (
            <ul aria-label="Registries">
              {registries.map((registry) => (
                <RegistryRow
                  key={registry.host}
                  registry={registry}
                  onAsk={(to) => setAsked({ to, registry })}
                />
              ))}
            </ul>
          )
        }
      </QueryState>
      {asked?.to === 'set' ? <ServiceAccountDialog registry={asked.registry} onClose={onClose} /> : null}
      {asked?.to === 'remove' ? <RemoveAccountDialog host={asked.registry.host} onClose={onClose} /> : null}
    </section>
  );
}

type RegistryRowProps = {
  readonly registry: ListedRegistryAccount;
  readonly onAsk: (to: Asked['to']) => void;
};

function RegistryRow({ registry, onAsk }: RegistryRowProps) {
  const { host, account } = registry;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
      <div className="min-w-0 sm:w-72">
        <PageLink href={textPath(host)} className="font-medium hover:underline">
          {host}
        </PageLink>
        <p className="text-sm text-muted">{settingsText(registry)}</p>
      </div>
      <div className="min-w-0 grow">
        {account === undefined ? (
          <p className="text-muted">No service account. People sign in with their own credentials.</p>
        ) : (
          <Account account={account} />
        )}
      </div>
      <div className="flex gap-2">
        <Button
          aria-label={`${account === undefined ? 'Set' : 'Change'} the account at ${host}`}
          onClick={() => onAsk('set')}
        >
          {account === undefined ? 'Set an account' : 'Change'}
        </Button>
        {account === undefined ? null : (
          <Button look="quiet" aria-label={`Remove the account at ${host}`} onClick={() => onAsk('remove')}>
            Remove
          </Button>
        )}
      </div>
    </li>
  );
}

function Account({ account }: { readonly account: NonNullable<ListedRegistryAccount['account']> }) {
  const { username, shared, state, changedAt, changedBy } = account;
  return (
    <div className="flex gap-2">
      <span className="mt-0.5 shrink-0">
        <StateIcon state={state === 'ready' ? 'valid' : 'failed'} />
      </span>
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]">
          <span className="font-medium">{showHidden(username)}</span>
          {state === 'ready'
            ? null
            : ' cannot be used: it was sealed with another session key. Enter it again.'}
        </p>
        <p className="text-sm text-muted" title={`${utcSecond(changedAt)} UTC`}>
          {shared ? 'Also for people without credentials of their own' : 'For Orrery itself alone'} · set{' '}
          {formatAge(changedAt, Date.now())} by {showHidden(changedBy)}
        </p>
      </div>
    </div>
  );
}

function settingsText({
  plainHttp,
  hasCertificates,
  attachedIn,
  tokenServers,
}: ListedRegistryAccount): string {
  const parts = [
    plainHttp ? 'plain HTTP' : 'HTTPS',
    hasCertificates ? 'a CA of its own' : '',
    attachedIn === undefined ? '' : `signatures in ${attachedIn}`,
    tokenServers.length === 0 ? '' : `signs in at ${tokenServers.join(', ')}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
