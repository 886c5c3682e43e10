'use client';
import { useState } from 'react';
import { deletionReason } from '#components/changes/request/change-reason.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { inputClass } from '#components/ui/fields';
import { problemOf } from '#components/ui/problem-of.ts';
import type { GraphNode } from '#lib/graph/model';
import { isReplaceable, splitNewest } from '#lib/retention/repository-facts';

type KeepNewestProps = {
  /** `host/name` of the graph. */
  readonly repository: string;
  readonly members: readonly GraphNode[];
  readonly onPlanned: (plan: string) => void;
};

/** As many as a week has days: what most people keep of daily reports. */
const firstCount = 7;

/**
 * Plans to delete all of a stack but the newest. Undefined for kinds that never take each other's place, for stacks in
 * another repository, and where nothing can be changed.
 */
export function useKeepNewest({ repository, members, onPlanned }: KeepNewestProps) {
  const planning = usePlanRequest(onPlanned);
  const isReadOnly =
    deletionReason(useChangeLimits(repository)) !== undefined || repository.startsWith('oci:');
  const isHere = members.every((member) => member.repository === undefined && isReplaceable(member.kind));
  if (isReadOnly || !isHere) return undefined;
  return {
    planning,
    firstCount: Math.min(firstCount, members.length - 1),
    split: (count: number) => splitNewest(members, count),
    plan: (count: number) => {
      const { older } = splitNewest(members, count);
      const digests = older.map(({ digest }) => digest);
      planning.mutate({
        ...{ action: 'delete', scope: 'listed', ref: repository, digests, archive: true },
        tags: older.flatMap(({ tags }) => tags),
      });
    },
  };
}

/** Keeps the newest of a stack and plans to delete the others. Nothing is drawn where that is not offered. */
export function KeepNewest(props: KeepNewestProps) {
  const { members } = props;
  const [chosen, setCount] = useState<number>();
  const keeping = useKeepNewest(props);
  if (keeping === undefined) return null;
  const { planning } = keeping;
  const count = chosen ?? keeping.firstCount;
  const { older, undated } = keeping.split(count);
  return (
    <form
      className="flex flex-col gap-2 border-t border-line px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        keeping.plan(count);
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex items-center gap-2">
          Keep newest
          <input
            type="number"
            min={1}
            max={members.length}
            value={count}
            onChange={(event) =>
              setCount(Math.min(members.length, Math.max(1, Math.floor(Number(event.target.value)) || 1)))
            }
            className={`${inputClass} w-20 tabular-nums`}
          />
        </label>
        <Button type="submit" disabled={older.length === 0 || planning.isPending}>
          {planning.isPending ? 'Planning…' : `Delete ${older.length.toLocaleString('en')}…`}
        </Button>
      </div>
      <p className="text-sm text-muted">
        You see a plan first. The run keeps an archive.
        {undated.length === 0
          ? ''
          : ` ${undated.length.toLocaleString('en')} without a date ${undated.length === 1 ? 'stays' : 'stay'}.`}
      </p>
      {planning.isError ? <ProblemPanel problem={problemOf(planning.error)} /> : null}
    </form>
  );
}
