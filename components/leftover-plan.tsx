'use client';
import { useRouter } from 'next/navigation';
import { deletionReason } from '#components/changes/request/change-reason.ts';
import { useChangeLimits } from '#components/changes/request/use-change-limits.ts';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button } from '#components/ui/button';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Digest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';

type LeftoverPlanProps = {
  /** `host/name` */
  readonly repository: string;
  readonly digests: readonly Digest[];
};

/** Plans to delete attached evidence of a repository, archive first, and leads to the plan; nothing is deleted by it. */
export function LeftoverPlan({ repository, digests }: LeftoverPlanProps) {
  const router = useRouter();
  const planning = usePlanRequest((id) =>
    router.push(`${textPath(repository)}?view=cleanup&plan=${encodeURIComponent(id)}`),
  );
  const reason = deletionReason(useChangeLimits(repository));
  const chosen = [...new Set(digests)];
  if (reason !== undefined) return <p className="text-sm text-muted">{reason}</p>;
  return (
    <>
      <Button
        disabled={planning.isPending}
        onClick={() =>
          planning.mutate({
            ...{ action: 'delete', scope: 'listed', ref: repository, digests: chosen, archive: true },
            tags: [],
          })
        }
      >
        {planning.isPending ? 'Planning…' : `Plan to delete ${chosen.length.toLocaleString('en')}…`}
      </Button>
      {planning.isError ? <ProblemNote problem={problemOf(planning.error)} className="basis-full" /> : null}
    </>
  );
}
