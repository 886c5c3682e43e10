import { clsx } from 'clsx';
import { Download } from 'lucide-react';
import { buttonClass } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { PageLink } from '#components/ui/page-link';
import { StateIcon } from '#components/ui/state-icon';
import type { LivePlan } from '#lib/api/changes/live-plan';
import { deletedFrom, deletedSentence, madeBy } from '#lib/api/changes/run-made';
import type { PlanRecordDocument } from '#lib/api/contract/plan-contract';
import { apiPath } from '#lib/api/routes/api-path';
import { textPath } from '#lib/oci/location';
import { shortTarget } from '#lib/text/short-target';
import { showHidden } from '#lib/text/untrusted-text';
import { resultTitle, runCounts, stepRemarks } from './run-summary.ts';

const remarksShown = 3;
const failuresShown = 20;

/** The result of a plan: a sentence, what the registry did, what failed and why, and what can be downloaded. */
export function RunResult({ live }: { readonly live: LivePlan }) {
  const { plan, state, steps, reason } = live.record;
  const sentence = madeBy(live.record)?.sentence ?? deletedSentence(live.record);
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
          {sentence === undefined ? null : <p className="mt-0.5">{showHidden(sentence)}</p>}
          <p className="text-muted">{runCounts(live)}</p>
          {reason === undefined ? null : <p className="mt-1">{showHidden(reason)}</p>}
          {stepRemarks(live.record)
            .slice(0, remarksShown)
            .map((sentence) => (
              <p key={sentence} className="mt-1">
                {showHidden(sentence)}
              </p>
            ))}
        </div>
      </div>
      <Failures record={live.record} />
      <div className="flex flex-wrap gap-2">
        <NextPlaces record={live.record} />
        <a
          href={apiPath('/api/plans/{id}', { id: plan.id, download: '1' })}
          download
          className={buttonClass()}
        >
          <Download size={14} aria-hidden="true" /> Record
        </a>
        {hasArchive ? (
          <a href={apiPath('/api/plans/{id}/archive', { id: plan.id })} download className={buttonClass()}>
            <Download size={14} aria-hidden="true" /> Archive
          </a>
        ) : null}
      </div>
    </div>
  );
}

/** Where one goes from here: to what was made, or to what a deletion left. */
function NextPlaces({ record }: { readonly record: PlanRecordDocument }) {
  const made = madeBy(record);
  const left = deletedFrom(record);
  if (left !== undefined && record.state !== 'planned') {
    return (
      <PageLink href={textPath(left)} className={buttonClass()}>
        Tags of {showHidden(left.slice(left.indexOf('/') + 1))}
      </PageLink>
    );
  }
  if (made === undefined) return null;
  return (
    <>
      <PageLink href={textPath(made.reference)} className={buttonClass()}>
        Open
      </PageLink>
      <CopyButton text={made.reference} label="Copy reference" isWide />
      {made.compare === undefined ? null : (
        <PageLink href={made.compare} className={buttonClass()}>
          Compare with the source
        </PageLink>
      )}
    </>
  );
}

function Failures({ record: { plan, steps } }: { readonly record: PlanRecordDocument }) {
  const failed = plan.steps.filter(({ id }) => steps[id]?.state === 'failed');
  if (failed.length === 0) return null;
  return (
    <ul aria-label="Failed steps" className="flex max-h-36 flex-col gap-1 overflow-auto text-sm">
      {failed.slice(0, failuresShown).map((step) => (
        <li key={step.id} className="break-words">
          <code className="font-mono break-all" title={step.target}>
            {shortTarget(step.target)}
          </code>
          <span className="block text-bad">
            {showHidden(steps[step.id]?.reason ?? 'The registry gave no reason.')}
          </span>
        </li>
      ))}
      {failed.length > failuresShown ? (
        <li className="text-muted">and {failed.length - failuresShown} more in the list</li>
      ) : null}
    </ul>
  );
}
