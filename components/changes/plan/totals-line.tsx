import { artifactsOf } from '#lib/api/changes/plan-artifacts';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import { formatBytes } from '#lib/text/format';

/** The size of a plan, in one line. */
export function TotalsLine({ plan }: { readonly plan: PlanDocument }) {
  const { steps, blobs, bytes, freedBytes } = plan.totals;
  const facts = [
    [artifactsOf(plan.steps).size, 'artifact'],
    [blobs, 'blob'],
    [steps, 'step'],
  ] as const;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted">
      {facts.map(([count, noun]) =>
        count === 0 ? null : (
          <span key={noun}>
            <b className="font-semibold text-text">{count.toLocaleString('en')}</b>{' '}
            {count === 1 ? noun : `${noun}s`}
          </span>
        ),
      )}
      {bytes === 0 ? null : plan.action === 'delete' ? (
        <span>
          <b className="font-semibold text-text">{formatBytes(bytes)}</b> to archive
        </span>
      ) : (
        <span title="Less if the target already has some blobs">
          <b className="font-semibold text-text">{formatBytes(bytes)}</b> at most to transfer
        </span>
      )}
      {freedBytes === undefined ? null : (
        <span title="Depends on the registry's garbage collection">
          up to <b className="font-semibold text-text">{formatBytes(freedBytes)}</b> freed
        </span>
      )}
    </p>
  );
}
