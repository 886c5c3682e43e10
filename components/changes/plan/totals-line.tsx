import type { PlanDocument } from '#lib/api/contract/plan-contract';
import { formatBytes } from '#lib/text/format';

/** How large a plan is, in one line. */
export function TotalsLine({ plan }: { readonly plan: PlanDocument }) {
  const { steps, manifests, blobs, bytes, freedBytes } = plan.totals;
  const facts = [
    [steps, 'step', 'steps'],
    [manifests, 'manifest', 'manifests'],
    [blobs, 'blob', 'blobs'],
  ] as const;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted">
      {facts.map(([count, one, many]) =>
        count === 0 ? null : (
          <span key={one}>
            <b className="font-semibold text-text">{count.toLocaleString('en')}</b> {count === 1 ? one : many}
          </span>
        ),
      )}
      {bytes === 0 ? null : (
        <span title="Less where something is there already">
          <b className="font-semibold text-text">{formatBytes(bytes)}</b> to move at most
        </span>
      )}
      {freedBytes === undefined ? null : (
        <span title="The garbage collection of the registry decides">
          up to <b className="font-semibold text-text">{formatBytes(freedBytes)}</b> freed
        </span>
      )}
    </p>
  );
}
