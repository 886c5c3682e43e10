import { TotalsLine } from '#components/changes/plan/totals-line';
import { StateIcon } from '#components/ui/state-icon';
import { showHidden } from '#lib/text/untrusted-text';
import type { SeveralItem } from './several-state.ts';
import { SeveralUndo } from './several-undo.tsx';

const states = {
  waiting: { icon: 'none', text: 'waiting' },
  planning: { icon: 'none', text: 'planning' },
  planned: { icon: 'present', text: 'ready' },
  blocked: { icon: 'unknown', text: 'needs your decision' },
  running: { icon: 'present', text: 'running' },
  done: { icon: 'valid', text: 'done' },
  failed: { icon: 'failed', text: 'failed' },
} as const satisfies Record<SeveralItem['state'], unknown>;

/** Whether a run of it has ended, be it before its last step. */
function hasRun({ state }: SeveralItem): boolean {
  return state === 'done' || state === 'failed';
}

type SeveralListProps = {
  readonly items: readonly SeveralItem[];
  /** The address of a plan, where it can be looked at as a whole. */
  readonly planPath: (name: string, plan: string) => string;
};

/** Every one of several changes, with how large its plan is and how far it has come. */
export function SeveralList({ items, planPath }: SeveralListProps) {
  return (
    <ol aria-label="Plans" className="flex max-h-[40vh] flex-col overflow-auto rounded-md border border-line">
      {items.map((item) => {
        const { icon, text } = states[item.state];
        const plan = 'plan' in item ? item.plan : undefined;
        return (
          <li
            key={item.name}
            className="flex items-start gap-2.5 border-b border-line px-3 py-2 last:border-0"
          >
            <StateIcon state={icon} />
            <div className="min-w-0 grow">
              <p className="flex gap-2">
                <span className="truncate font-medium">{item.name}</span>
                <span className="ml-auto shrink-0 text-muted">{text}</span>
              </p>
              {item.state === 'failed' ? (
                <p className="text-sm break-words text-bad">{showHidden(item.reason)}</p>
              ) : plan === undefined ? null : (
                <TotalsLine plan={plan} />
              )}
              {plan?.blockers[0] === undefined ? null : (
                <p className="text-sm break-words text-warn">{showHidden(plan.blockers[0].text)}</p>
              )}
              {plan?.warnings[0] === undefined ? null : (
                <p className="text-sm break-words text-muted">{showHidden(plan.warnings[0].text)}</p>
              )}
              {plan !== undefined && hasRun(item) ? <SeveralUndo plan={plan.id} /> : null}
            </div>
            {plan === undefined ? null : (
              <a
                href={planPath(item.name, plan.id)}
                target="_blank"
                rel="noreferrer"
                className="shrink-0 text-sm underline decoration-line-strong underline-offset-2"
              >
                {item.state === 'done' ? 'Open result' : 'Open plan'}
              </a>
            )}
          </li>
        );
      })}
    </ol>
  );
}
