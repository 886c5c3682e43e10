import { clsx } from 'clsx';
import { Download } from 'lucide-react';
import { buttonClass } from '#components/ui/button';
import { StateIcon } from '#components/ui/state-icon';
import type { LivePlan } from '#lib/api/changes/live-plan';
import { progressOf } from '#lib/api/changes/live-plan';
import { apiPaths } from '#lib/api/routes/api-path';
import { formatBytes, formatDuration } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { resultTitle } from './run-summary.ts';
import { shortTarget } from './short-target.ts';

/** What became of a plan: a sentence, what the registry did, what failed and why, and what can be taken along. */
export function RunResult({ live }: { readonly live: LivePlan }) {
  const { plan, state, steps, reason } = live.record;
  const failed = plan.steps.filter(({ id }) => steps[id]?.state === 'failed');
  const told = plan.steps.flatMap(({ id, verb }) => {
    const record = steps[id];
    const isTelling =
      verb === 'list-referrers' || verb === 'push-manifest' || verb === 'untag-by-placeholder';
    return isTelling && record?.state === 'done' && record.reason !== undefined ? [record.reason] : [];
  });
  const hasArchive = plan.steps.some(({ id, verb }) => verb === 'archive' && steps[id]?.state === 'done');
  return (
    <div role="status" className="flex shrink-0 flex-col gap-2 px-4 pb-3">
      <div
        className={clsx(
          'flex gap-2.5 rounded-md border border-l-3 border-line bg-sunken px-3 py-2.5',
          state === 'done' ? 'border-l-ok' : state === 'cancelled' ? 'border-l-line-strong' : 'border-l-bad',
        )}
      >
        <span className="mt-0.5">
          <StateIcon state={state === 'done' ? 'valid' : state === 'cancelled' ? 'none' : 'failed'} />
        </span>
        <div className="min-w-0 grow break-words">
          <p className="font-semibold">{resultTitle(live.record)}</p>
          <p className="text-muted">{countsOf(live)}</p>
          {reason === undefined ? null : <p className="mt-1">{showHidden(reason)}</p>}
          {[...new Set(told)].slice(0, 3).map((sentence) => (
            <p key={sentence} className="mt-1">
              {showHidden(sentence)}
            </p>
          ))}
        </div>
      </div>
      {failed.length === 0 ? null : (
        <ul aria-label="What failed" className="flex max-h-36 flex-col gap-1 overflow-auto text-sm">
          {failed.slice(0, 20).map((step) => (
            <li key={step.id} className="break-words">
              <code className="font-mono break-all" title={step.target}>
                {shortTarget(step.target)}
              </code>
              <span className="block text-bad">
                {showHidden(steps[step.id]?.reason ?? 'No reason was told.')}
              </span>
            </li>
          ))}
          {failed.length > 20 ? (
            <li className="text-muted">and {failed.length - 20} more in the list</li>
          ) : null}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <a href={apiPaths.plan(plan.id, { download: '1' })} download className={buttonClass()}>
          <Download size={14} aria-hidden="true" /> Record
        </a>
        {hasArchive ? (
          <a href={apiPaths.planArchive(plan.id)} download className={buttonClass()}>
            <Download size={14} aria-hidden="true" /> Archive
          </a>
        ) : null}
      </div>
    </div>
  );
}

function countsOf(live: LivePlan): string {
  const { finished, failed, total, bytes } = progressOf(live);
  const skipped = Object.values(live.record.steps).filter(({ state }) => state === 'skipped').length;
  return [
    `${finished.toLocaleString('en')} of ${total.toLocaleString('en')} steps`,
    skipped === 0 ? undefined : `${skipped.toLocaleString('en')} not needed`,
    failed === 0 ? undefined : `${failed.toLocaleString('en')} failed`,
    bytes === 0 ? undefined : `${formatBytes(bytes)} moved`,
    live.end === undefined ? undefined : `in ${formatDuration(live.end.milliseconds / 1000)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
