'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { utcText } from '#components/coverage/exports/report-words.ts';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import { auditChangesQuery } from '#lib/api/queries/saved-audits-query';
import type { AuditChange } from '#lib/audit/audit-change';
import { shorten } from '#lib/text/untrusted-text';
import { changesLine, changeTitles, groupChanges } from './change-words.ts';

type ChangesPanelProps = {
  readonly since: string;
  readonly id: string;
  readonly onBack: () => void;
};

/** Changes of one kind that are listed before somebody asks for more. */
const shownMax = 200;
const icons = { bad: 'failed', good: 'valid', open: 'unknown' } as const;

/** What changed between two saved audits, what is worse first. */
export function ChangesPanel({ since, id, onBack }: ChangesPanelProps) {
  const { data, error, refetch } = useQuery(auditChangesQuery({ since, id }));
  return (
    <div data-wide className="flex flex-col gap-3">
      <Button look="quiet" onClick={onBack} className="self-start">
        <ArrowLeft size={14} aria-hidden="true" /> All saved audits
      </Button>
      {error === null ? null : <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <p className="text-muted">{error === null ? 'Comparing …' : ''}</p>
      ) : (
        <>
          <h3 className="font-semibold">
            From {utcText(data.before.saved)} to {utcText(data.after.saved)}
          </h3>
          <p role="status">{changesLine(data.changes, data.same)}.</p>
          {data.notes.map((note) => (
            <p key={note} className="text-warn">
              {shorten(note)}
            </p>
          ))}
          {groupChanges(data.changes).map(({ kind, changes }) => (
            <Group key={kind} kind={kind} changes={changes} />
          ))}
        </>
      )}
    </div>
  );
}

type GroupProps = ReturnType<typeof groupChanges>[number];

function Group({ kind, changes }: GroupProps) {
  const [title, look] = changeTitles[kind];
  const left = changes.length - shownMax;
  return (
    <section aria-label={title}>
      <h4 className="flex items-center gap-2 border-b border-line pb-1 font-semibold">
        <StateIcon state={kind === 'gone' ? 'none' : icons[look]} />
        {title}{' '}
        <span className="font-normal text-muted tabular-nums">{changes.length.toLocaleString('en')}</span>
      </h4>
      <ul>
        {changes.slice(0, shownMax).map((change) => (
          <Change key={`${change.reference} ${change.why}`} change={change} />
        ))}
      </ul>
      {left > 0 ? <p className="text-muted">{left.toLocaleString('en')} more are not listed.</p> : null}
    </section>
  );
}

function Change({
  change: { kind, reference, digest, digestBefore, why },
}: {
  readonly change: AuditChange;
}) {
  const name = shorten(reference);
  return (
    <li className="border-b border-line py-1.5">
      <p className="font-medium break-all">
        {kind === 'gone' ? (
          name
        ) : (
          <a href={`/${encodeURI(reference)}`} className="underline underline-offset-2">
            {name}
          </a>
        )}
      </p>
      <p className="break-words text-muted">
        {shorten(why)}
        {digestBefore === undefined || digest === undefined
          ? ''
          : ` Its tag moved from ${digestBefore.slice(0, 19)} to ${digest.slice(0, 19)}.`}
      </p>
    </li>
  );
}
