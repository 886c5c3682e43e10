'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ReportDialog } from '#components/coverage/exports/report-dialog';
import { utcText } from '#components/coverage/exports/report-words.ts';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { SelectField } from '#components/ui/fields';
import { problemOf } from '#components/ui/problem-of.ts';
import type { SavedAudit } from '#lib/api/contract/saved-audit-contract';
import {
  deleteSavedAudit,
  getSavedAudit,
  savedAuditsKey,
  savedAuditsQuery,
} from '#lib/api/queries/saved-audits-query';
import type { Audit } from '#lib/audit/audit';
import { ChangesPanel } from './changes-panel.tsx';

/** Two saved audits, the earlier first. */
type Two = { readonly since: string; readonly id: string };

/** The audits of a scope that were saved: open, compare and delete them. */
export function SavedAuditList({ scope }: { readonly scope: string }) {
  const { data, error, refetch } = useQuery(savedAuditsQuery(scope));
  const [two, setTwo] = useState<Two>();
  if (two !== undefined) return <ChangesPanel {...two} onBack={() => setTwo(undefined)} />;
  if (error !== null) return <ProblemPanel problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (data === undefined) return <p className="text-muted">Loading the saved audits…</p>;
  const { audits, problems } = data;
  return (
    <div data-wide className="flex flex-col gap-4">
      {problems.map((problem) => (
        <p key={problem} role="alert" className="text-warn">
          {problem}
        </p>
      ))}
      {audits.length === 0 ? (
        <p className="text-muted">No saved audits yet. Save one now, and compare it with a later one.</p>
      ) : (
        <ul aria-label="Saved audits" className="flex flex-col divide-y divide-line border-y border-line">
          {audits.map((saved, at) => (
            <SavedRow key={saved.id} saved={saved} before={audits[at + 1]} onCompare={setTwo} />
          ))}
        </ul>
      )}
      {audits.length < 2 ? null : <ChooseTwo audits={audits} onCompare={setTwo} />}
    </div>
  );
}

type SavedRowProps = {
  readonly saved: SavedAudit;
  readonly before: SavedAudit | undefined;
  readonly onCompare: (two: Two) => void;
};

function SavedRow({ saved, before, onCompare }: SavedRowProps) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [opened, setOpened] = useState<Audit>();
  const remove = useMutation({
    mutationFn: () => deleteSavedAudit(saved.id),
    onSettled: () => client.invalidateQueries({ queryKey: savedAuditsKey }),
  });
  const open = useMutation({ mutationFn: () => getSavedAudit(saved.id), onSuccess: setOpened });
  const name = utcText(saved.saved);
  const problem = remove.error ?? open.error;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2">
      <div className="min-w-0 grow">
        <p className="font-semibold">{name}</p>
        <p className="text-sm text-muted">{countsLine(saved)}</p>
      </div>
      {isAsking ? (
        <>
          <span>Delete it?</span>
          <Button onClick={() => remove.mutate()} disabled={remove.isPending} className="text-bad">
            Delete
          </Button>
          <Button look="quiet" onClick={() => setAsking(false)}>
            Keep
          </Button>
        </>
      ) : (
        <div className="flex gap-2">
          {before === undefined ? null : (
            <Button
              aria-label={`Changes up to ${name}`}
              onClick={() => onCompare({ since: before.id, id: saved.id })}
            >
              Changes
            </Button>
          )}
          <Button aria-label={`Open ${name}`} onClick={() => open.mutate()} disabled={open.isPending}>
            Open
          </Button>
          <Button look="quiet" aria-label={`Delete ${name}`} onClick={() => setAsking(true)}>
            Delete
          </Button>
        </div>
      )}
      {problem === null ? null : <ProblemPanel problem={problemOf(problem)} className="w-full" />}
      {opened === undefined ? null : <ReportDialog audit={opened} onClose={() => setOpened(undefined)} />}
    </li>
  );
}

function countsLine({ counts, complete }: SavedAudit): string {
  const number = (value: number) => value.toLocaleString('en');
  const all = `${number(counts.artifacts)} artifacts: ${number(counts.pass)} pass, ${number(counts.fail)} fail, ${number(counts.unknown)} not determined`;
  return complete ? all : `${all}; incomplete`;
}

type ChooseTwoProps = {
  readonly audits: readonly SavedAudit[];
  readonly onCompare: (two: Two) => void;
};

function ChooseTwo({ audits, onCompare }: ChooseTwoProps) {
  const [newest, ...others] = audits;
  const [since, setSince] = useState(others.at(-1)?.id ?? '');
  const [id, setId] = useState(newest?.id ?? '');
  const options = audits.map((saved) => ({ value: saved.id, text: utcText(saved.saved) }));
  const byId = new Map(audits.map((saved) => [saved.id, saved]));
  const compare = () => {
    const isForward = (byId.get(since)?.saved ?? '') <= (byId.get(id)?.saved ?? '');
    onCompare(isForward ? { since, id } : { since: id, id: since });
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <SelectField name="From" value={since} onChange={setSince} options={options} />
      <SelectField name="To" value={id} onChange={setId} options={options} />
      <Button onClick={compare} disabled={since === id}>
        Compare
      </Button>
    </div>
  );
}
