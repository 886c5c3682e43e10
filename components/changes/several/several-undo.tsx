'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { undoOf, whyNoUndo } from '#components/changes/plan/run-undo.ts';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button } from '#components/ui/button';
import { problemOf } from '#components/ui/problem-of.ts';
import { livePlanQuery } from '#lib/api/changes/live-plan-query';

/** Takes back one of several runs: by a plan, which opens beside the list, or it says why there is none. */
export function SeveralUndo({ plan }: { readonly plan: string }) {
  const record = useQuery(livePlanQuery(plan)).data?.record;
  if (record === undefined) return null;
  const why = whyNoUndo(record);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted empty:hidden">
      {why}
      {undoOf(record).map((undo) => (
        <UndoPlan key={undo.about} undo={undo} />
      ))}
    </div>
  );
}

function UndoPlan({ undo: { label, about, request } }: { readonly undo: ReturnType<typeof undoOf>[number] }) {
  const [made, setMade] = useState<string>();
  const planning = usePlanRequest(setMade);
  if (made !== undefined) {
    return (
      <a
        href={`/?plan=${encodeURIComponent(made)}`}
        target="_blank"
        rel="noreferrer"
        title={about}
        className="underline decoration-line-strong underline-offset-2"
      >
        Open the plan of the undo
      </a>
    );
  }
  return (
    <>
      <Button
        look="chip"
        title={about}
        disabled={planning.isPending}
        onClick={() => planning.mutate(request)}
      >
        {planning.isPending ? 'Planning…' : label}
      </Button>
      {planning.isError ? (
        <span role="alert" className="text-bad">
          {problemOf(planning.error).detail}
        </span>
      ) : null}
    </>
  );
}
