'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { Package, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { readAddress } from '#components/shell/reference/read-address.ts';
import { forgetRecent, useRecent } from '#components/shell/reference/recent.ts';
import { Button } from '#components/ui/button';
import { KindIcon } from '#components/ui/kind-icon';
import { PageLink } from '#components/ui/page-link';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { SeverityIcon } from '#components/ui/severity-icon';
import { useIsAlive } from '#components/ui/use-is-alive.ts';
import { findingsQuery } from '#lib/api/queries/findings-query';
import { summaryQuery, tagDigestQuery } from '#lib/api/queries/summary-query';
import type { Summary } from '#lib/graph/summary';
import { locationPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import type { Asked, ContinueFacts, OpenPart } from './continue-facts.ts';
import { continueFacts, hasReport } from './continue-facts.ts';

const shown = 6;

/** The references that were opened last in this browser, each with what is worst in it; nothing before the first one. */
export function ContinueList() {
  const recent = useRecent();
  const isAlive = useIsAlive();
  if (isAlive && recent.length === 0) return null;
  return (
    <section aria-labelledby="continue" className={isAlive ? '' : 'hidden in-[[data-opened]]:block'}>
      <div className="mb-1.5 flex min-h-[30px] items-center gap-3">
        <h2 id="continue" className="grow text-xs font-semibold tracking-[0.6px] text-faint uppercase">
          Continue
        </h2>
        <Button look="quiet" onClick={() => forgetRecent()}>
          Clear this list
        </Button>
      </div>
      <ul className="min-h-[calc(var(--opened,0)*2.25rem)] max-sm:min-h-[calc(var(--opened,0)*3.5rem)]">
        {recent.slice(0, shown).map((reference) => (
          <ContinueRow key={reference} text={reference} />
        ))}
      </ul>
    </section>
  );
}

function ContinueRow({ text }: { readonly text: string }) {
  const location = readAddress(text);
  if (location === undefined) return null;
  if (location.screen === 'artifact') return <ArtifactRow reference={location.reference} />;
  const Icon = location.screen === 'registry' ? Server : Package;
  return (
    <Row
      path={locationPath(location)}
      text={text}
      icon={<Icon size={16} aria-hidden="true" className="shrink-0 text-faint" />}
      facts={{ kindText: location.screen, age: '', open: { state: 'known', text: '' } }}
    />
  );
}

/** Asks what the tag points to, then what that is, then what its reports say; nothing waits for it. */
function ArtifactRow({ reference }: { readonly reference: Reference }) {
  const text = formatReference(reference);
  const resolved = useQuery({ ...tagDigestQuery(text), enabled: reference.digest === undefined });
  const digest = reference.digest ?? resolved.data?.digest;
  const summary = useQuery({
    ...summaryQuery(digest === undefined ? text : formatReference(atDigest(reference, digest))),
    enabled: digest !== undefined,
  });
  const findings = useQuery({
    ...findingsQuery(text),
    enabled: summary.data !== undefined && summary.data !== null && hasReport(summary.data),
  });
  const facts = continueFacts(summaryAnswer(resolved, summary), answerOf(findings), Date.now());
  const { kind } = facts;
  return (
    <Row
      path={locationPath({ screen: 'artifact', reference })}
      text={text}
      icon={<KindIcon kind={kind ?? 'artifact'} {...(kind === undefined ? { colour: 'text-faint' } : {})} />}
      facts={facts}
    />
  );
}

type Answer<T> = Pick<UseQueryResult<T>, 'data' | 'error'>;

function answerOf<T>({ data, error }: Answer<T>): Asked<T> {
  if (data !== undefined) return { state: 'known', value: data };
  return error === null ? { state: 'asking' } : { state: 'failed', reason: problemOf(error).title };
}

/** What is not found is gone; what could not be asked is unknown. */
function summaryAnswer(resolved: Answer<unknown>, summary: Answer<Summary | null>): Asked<Summary | null> {
  if (resolved.error === null) return answerOf(summary);
  const isGone = problemOf(resolved.error).code === 'not-found';
  return isGone
    ? { state: 'known', value: null }
    : { state: 'failed', reason: problemOf(resolved.error).title };
}

type RowProps = {
  readonly path: string;
  readonly text: string;
  readonly icon: ReactNode;
  readonly facts: Pick<ContinueFacts, 'kindText' | 'age' | 'open'>;
};

function Row({ path, text, icon, facts: { kindText, age, open } }: RowProps) {
  return (
    <li>
      <PageLink
        href={path}
        className="flex h-9 items-center gap-x-3 rounded-md px-2.5 hover:bg-sunken max-sm:h-14 max-sm:flex-wrap max-sm:content-center"
      >
        {icon}
        <code className="min-w-0 grow truncate font-mono max-sm:basis-[calc(100%-2rem)]" title={text}>
          {text}
        </code>
        <span className="shrink-0 truncate text-sm text-muted sm:w-36 max-sm:ml-7">{kindText}</span>
        <span className="flex shrink-0 items-center gap-1.5 text-sm sm:w-32">
          <Open open={open} />
        </span>
        <span className="ml-auto shrink-0 text-right text-sm text-faint sm:w-28">{age}</span>
      </PageLink>
    </li>
  );
}

function Open({ open }: { readonly open: OpenPart }) {
  if (open.state === 'asking') return <Skeleton className="h-3 w-16" />;
  if (open.state === 'unknown') {
    return (
      <span className="text-muted" title={open.reason}>
        not known
      </span>
    );
  }
  return (
    <>
      {open.severity === undefined ? null : <SeverityIcon severity={open.severity} />}
      <span className={open.severity === undefined ? 'text-muted' : ''}>{open.text}</span>
    </>
  );
}
