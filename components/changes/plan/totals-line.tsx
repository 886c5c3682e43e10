import { artifactsOf } from '#lib/api/changes/plan-artifacts';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import { formatBytes } from '#lib/text/format';
import type { PlanHandlers } from './run-outcome.ts';

type TotalsLineProps = { readonly plan: PlanDocument; readonly drawn?: PlanHandlers['drawn'] };

/** The size of a plan, in one line, and how much of it the graph beside it shows. */
export function TotalsLine({ plan, drawn }: TotalsLineProps) {
  const { steps, blobs, bytes, freedBytes } = plan.totals;
  const artifacts = artifactsOf(plan.steps);
  const shown = drawn === undefined ? artifacts.size : [...artifacts].filter((one) => drawn.has(one)).length;
  // What a push or an import brings is in no graph yet.
  const isPartlyDrawn = shown > 0 && shown < artifacts.size;
  const facts = [
    [artifacts.size, 'artifact'],
    [blobs, 'blob'],
    [steps, 'step'],
  ] as const;
  return (
    <>
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
      {isPartlyDrawn ? (
        <p className="mt-0.5 text-sm text-muted">
          The graph shows {shown.toLocaleString('en')} of these artifacts. “Open all” shows the others.
        </p>
      ) : null}
    </>
  );
}
