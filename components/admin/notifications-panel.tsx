'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { EmptyState, SkeletonRows } from '#components/ui/placeholder';
import { StateIcon } from '#components/ui/state-icon';
import { hooksQuery } from '#lib/api/queries/hook-queries';
import { registriesQuery } from '#lib/api/queries/queries';
import type { JsonOf } from '#lib/api/routes/route-types';
import { HookDialog } from './hook-dialog.tsx';
import { HookRow } from './hook-row.tsx';
import type { ListedHook } from './listed-hook.ts';
import { RemoveHookDialog } from './remove-hook-dialog.tsx';

type Asked = { readonly to: 'make' | 'remove'; readonly host: string };

/** The registries that tell Orrery what has changed, with what they sent last. */
export function NotificationsPanel() {
  const { data } = useQuery(registriesQuery);
  return (
    <section aria-label="Notifications of registries" className="min-h-0 grow overflow-auto">
      {data !== undefined && data.inventory === undefined ? (
        <EmptyState title="No inventory is kept">
          Notifications keep the inventory fresh. Set ORRERY_INVENTORY=on and start Orrery again.
        </EmptyState>
      ) : (
        <Hooks registries={data?.registries.filter(({ origin }) => origin !== 'embedded') ?? []} />
      )}
    </section>
  );
}

type Registries = JsonOf<'GET /api/registries'>['registries'];

function Hooks({ registries }: { readonly registries: Registries }) {
  const query = useQuery(hooksQuery);
  const [asked, setAsked] = useState<Asked>();
  const onClose = () => setAsked(undefined);
  const onMake = (host: string) => setAsked({ to: 'make', host });
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line px-4 py-2">
        <p className="max-w-[75ch] text-sm text-muted">
          When a registry notifies Orrery of a push or a deletion, the inventory has it within seconds, for a
          few requests. Orrery looks at all other registries again from time to time.
        </p>
        <Button onClick={() => onMake('')}>Let a registry notify Orrery</Button>
      </div>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={3} label="Loading the registries" className="h-12" />}
        className="m-4"
      >
        {({ hooks, notice }) => (
          <>
            {notice === undefined ? null : (
              <p role="alert" className="flex gap-2 border-b border-line px-4 py-2.5">
                <StateIcon state="failed" className="mt-0.5 shrink-0 text-bad" />
                <span className="min-w-0 max-w-[75ch] [overflow-wrap:anywhere]">{notice}</span>
              </p>
            )}
            <HookList
              hooks={hooks}
              silent={configuredIn(registries).filter((host) => hooks.every((hook) => hook.host !== host))}
              onAsk={setAsked}
            />
          </>
        )}
      </QueryState>
      {asked?.to === 'make' ? (
        <HookDialog host={asked.host} suggestions={registries.map(({ host }) => host)} onClose={onClose} />
      ) : null}
      {asked?.to === 'remove' ? <RemoveHookDialog host={asked.host} onClose={onClose} /> : null}
    </>
  );
}

// Those that somebody only signs in to are many, and mostly of others.
function configuredIn(registries: Registries): readonly string[] {
  return registries.filter(({ origin }) => origin === 'configured').map(({ host }) => host);
}

type HookListProps = {
  readonly hooks: readonly ListedHook[];
  /** Known registries that cannot notify yet. */
  readonly silent: readonly string[];
  readonly onAsk: (asked: Asked) => void;
};

function HookList({ hooks, silent, onAsk }: HookListProps) {
  if (hooks.length + silent.length === 0)
    return (
      <EmptyState title="No registry notifies Orrery">
        Make a token for a registry, and give it to the registry with the address of Orrery.
      </EmptyState>
    );
  return (
    <ul aria-label="Registries">
      {hooks.map((hook) => (
        <HookRow key={hook.host} hook={hook} onAsk={(to) => onAsk({ to, host: hook.host })} />
      ))}
      {silent.map((host) => (
        <li
          key={host}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5"
        >
          <p className="min-w-0 font-medium [overflow-wrap:anywhere] sm:w-72">{host}</p>
          <p className="min-w-0 grow text-muted">It does not notify Orrery.</p>
          <Button aria-label={`Make a token for ${host}`} onClick={() => onAsk({ to: 'make', host })}>
            Make a token
          </Button>
        </li>
      ))}
    </ul>
  );
}
