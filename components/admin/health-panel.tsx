'use client';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { QueryState } from '#components/ui/feedback/problem-panel';
import { Field, FieldList } from '#components/ui/field-list';
import { PageLink } from '#components/ui/page-link';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import type { HealthDocument } from '#lib/api/contract/admin-contract';
import { healthQuery } from '#lib/api/queries/admin-queries';
import { registriesQuery, registryQuery } from '#lib/api/queries/queries';
import { formatAge } from '#lib/text/format';
import { AuditVerdictText } from './audit-verdict-text.tsx';
import { utcSecond } from './audit-words.ts';

/** What this Orrery needs and whether it answers, who works beside it, and how it was set up. */
export function HealthPanel() {
  const query = useQuery(healthQuery);
  return (
    <section aria-label="Health and settings" className="min-h-0 grow overflow-auto p-4">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="text-muted">
          As of {query.dataUpdatedAt === 0 ? '…' : utcSecond(new Date(query.dataUpdatedAt).toISOString())}{' '}
          UTC, as one replica sees it.
        </p>
        <Button className="ml-auto" disabled={query.isFetching} onClick={() => void query.refetch()}>
          {query.isFetching ? 'Asking…' : 'Ask again'}
        </Button>
      </div>
      <QueryState
        query={query}
        skeleton={<SkeletonRows count={8} label="Asking how this Orrery is" className="h-8" />}
      >
        {(health) => <Parts health={health} />}
      </QueryState>
    </section>
  );
}

type HealthProps = { readonly health: HealthDocument };

function Parts({ health }: HealthProps) {
  return (
    <div className="grid gap-x-10 gap-y-7 lg:grid-cols-2">
      <Part title="This Orrery">
        <FieldList>
          <Field name="Version">{health.version}</Field>
          <Field name="Started">
            {formatAge(health.startedAt, Date.now())} ({utcSecond(health.startedAt)} UTC)
          </Field>
        </FieldList>
      </Part>
      <Part title="What it needs">
        <ul className="flex flex-col gap-2">
          <DatabaseLine health={health} />
          {health.provider === undefined ? null : (
            <Answering name="Identity provider" note={health.provider.issuer} {...health.provider} />
          )}
          <Registries />
        </ul>
      </Part>
      <Replicas health={health} />
      <Part title="Audit log">
        {health.audit === undefined ? (
          <p className="text-muted">The check that runs at the start has not ended yet.</p>
        ) : (
          <AuditVerdictText verdict={health.audit} />
        )}
        <PageLink href="/admin" className="mt-1 inline-block underline underline-offset-2">
          Open the audit log
        </PageLink>
      </Part>
      <Part title="Settings">
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
          {health.settings.map(({ name, value }) => (
            <Setting key={`${name} ${value}`} name={name} value={value} />
          ))}
        </dl>
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-xs font-semibold tracking-[0.6px] text-faint uppercase">{title}</h2>
      {children}
    </section>
  );
}

function Setting({ name, value }: HealthDocument['settings'][number]) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
    </>
  );
}

function DatabaseLine({ health: { database } }: HealthProps) {
  if (database === undefined)
    return <Line state="valid" name="Record of changes" note="in the data folder" />;
  const { schema } = database;
  const note = schema === undefined ? '' : `schema ${schema}`;
  return <Answering name="Database" note={note} {...database} />;
}

type AnsweringProps = {
  readonly name: string;
  readonly note: string;
  readonly isAnswering: boolean;
  readonly milliseconds: number;
};

function Answering({ name, note, isAnswering, milliseconds }: AnsweringProps) {
  const words = isAnswering
    ? `answered in ${milliseconds} ms`
    : 'does not answer; the log of this replica says why';
  return (
    <Line
      state={isAnswering ? 'valid' : 'failed'}
      name={name}
      note={[words, note].filter(Boolean).join(' · ')}
    />
  );
}

type LineProps = {
  readonly state: 'valid' | 'failed' | 'unknown';
  readonly name: string;
  readonly note: string;
};

function Line({ state, name, note }: LineProps) {
  return (
    <li className="flex min-w-0 gap-2">
      <span className="mt-0.5 shrink-0">
        <StateIcon state={state} />
      </span>
      <span className="min-w-0">
        <span className="font-medium">{name}</span>{' '}
        <span className="[overflow-wrap:anywhere] text-muted">{note}</span>
      </span>
    </li>
  );
}

/** The registries that are configured, each asked with the credentials of who looks. */
function Registries() {
  const registries = useQuery(registriesQuery).data?.registries ?? [];
  const hosts = registries.map(({ host }) => host);
  const answers = useQueries({ queries: hosts.map((host) => registryQuery(host)) });
  return hosts.map((host, at) => {
    const answer = answers[at];
    if (answer === undefined || answer.isPending)
      return <Line key={host} state="unknown" name={host} note="asking…" />;
    if (answer.isError)
      return <Line key={host} state="failed" name={host} note={problemOf(answer.error).title} />;
    const api = answer.data.capabilities.find(({ capability }) => capability === 'api');
    const state = api?.state === 'yes' ? 'valid' : api?.state === 'no' ? 'failed' : 'unknown';
    return <Line key={host} state={state} name={host} note={api?.evidence ?? ''} />;
  });
}

function Replicas({ health: { database } }: HealthProps) {
  if (database === undefined) return null;
  const now = Date.now();
  return (
    <Part title="Replicas">
      {database.replicas.length === 0 ? (
        <p className="text-muted">Not known: the database does not answer.</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {database.replicas.map(({ id, isAlive, isOwn, startedAt, seenAt }) => (
            <Line
              key={id}
              state={isAlive ? 'valid' : 'failed'}
              name={`${id.slice(0, 8)}${isOwn ? ', the one that answers you' : ''}`}
              note={`started ${formatAge(startedAt, now)} · ${isAlive ? 'alive' : `silent since ${utcSecond(seenAt)} UTC`}`}
            />
          ))}
        </ul>
      )}
    </Part>
  );
}
