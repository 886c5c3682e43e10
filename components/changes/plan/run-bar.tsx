import { ProgressBar } from '#components/ui/progress-bar';
import type { LivePlan } from '#lib/api/changes/live-plan';
import { progressOf } from '#lib/api/changes/live-plan';
import { formatBytes, formatDuration } from '#lib/text/format';
import { shortTarget } from '#lib/text/short-target';
import { verbTitles } from './step-rows.ts';
import { TargetText } from './target-text.tsx';

const shown = 3;

/** A running plan: all of it in one bar, and the steps that run now. */
export function RunBar({ live }: { readonly live: LivePlan }) {
  const progress = progressOf(live);
  const { plan, steps } = live.record;
  const current = plan.steps.filter(({ id }) => steps[id]?.state === 'started');
  const count = (value: number) => value.toLocaleString('en');
  return (
    <div className="shrink-0 px-4 pb-3">
      <ProgressBar label="All steps" share={progress.share} className="h-2" />
      <p className="mt-1.5 flex min-h-4 flex-wrap justify-between gap-x-3 text-sm text-muted">
        <span>
          {count(progress.finished)} of {count(progress.total)} steps
          {progress.failed > 0 ? <span className="text-bad">, {count(progress.failed)} failed</span> : null}
        </span>
        <span>
          {progress.bytes > 0 ? formatBytes(progress.bytes) : null}
          {progress.bytesPerSecond === undefined ? null : ` · ${formatBytes(progress.bytesPerSecond)}/s`}
          {progress.secondsLeft === undefined ? null : ` · ${formatDuration(progress.secondsLeft)} left`}
        </span>
      </p>
      {/* As high as it can become: nothing below it jumps. */}
      <ul
        aria-label="Running steps"
        className="mt-2 flex h-32 flex-col gap-1 [@media(max-height:600px)]:h-10 [@media(max-height:600px)]:overflow-hidden"
      >
        {current.slice(0, shown).map((step) => {
          const moved = steps[step.id]?.bytes ?? 0;
          return (
            <li key={step.id} className="h-8 shrink-0">
              <p className="flex gap-2 text-sm">
                <span className="shrink-0 text-muted">{verbTitles[step.verb]}</span>
                <span className="min-w-0 grow" title={step.target}>
                  <TargetText target={step.target} />
                </span>
                {step.bytes === undefined ? null : (
                  <span className="shrink-0 text-muted">
                    {formatBytes(moved)} of {formatBytes(step.bytes)}
                  </span>
                )}
              </p>
              {step.bytes === undefined || step.bytes === 0 ? null : (
                <ProgressBar
                  label={shortTarget(step.target)}
                  share={moved / step.bytes}
                  className="mt-1 h-1"
                />
              )}
            </li>
          );
        })}
        {current.length > shown ? (
          <li className="text-sm text-muted">and {count(current.length - shown)} more</li>
        ) : null}
      </ul>
    </div>
  );
}
