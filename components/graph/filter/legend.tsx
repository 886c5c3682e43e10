import { Popover } from '@base-ui/react/popover';
import { clsx } from 'clsx';
import { Fragment, useMemo } from 'react';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { isFacetValueSelected, toggleFacetValue } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { CheckIcon } from '#components/ui/check-icon';
import { KindIcon } from '#components/ui/kind-icon';
import { checkMeanings, kindMeanings } from '#components/ui/sign-meanings.ts';
import { StateIcon } from '#components/ui/state-icon';
import { countFacet } from '#lib/graph/filter/matching-nodes';

type LegendProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange'> & { readonly className: string };

/** What the symbols mean; a press on a kind that is in this graph lets it stand out. */
export function Legend({ className, ...props }: LegendProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className={className}>Legend</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className="z-50">
          <Popover.Popup className="w-80 rounded-lg border border-line-strong bg-raised p-3.5 shadow-raised outline-none">
            <Popover.Title className="mb-1.5 font-semibold">What the symbols mean</Popover.Title>
            <Signs {...props} />
            <Checks />
            <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 border-t border-line pt-3 text-sm">
              <dt className="font-mono">◂ - -</dt>
              <dd className="text-muted">refers to: the arrow points to the subject</dd>
              <dt className="font-mono">───</dt>
              <dd className="text-muted">contains: an index its entries, a tag its artifact</dd>
              <dt className="font-mono">┄┄</dt>
              <dd className="text-muted">dashed box: missing or unreadable</dd>
              <dt className="font-mono">▤ 31</dt>
              <dd className="text-muted">a stack of one kind, the latest on top</dd>
            </dl>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The shapes of checks, and of a question that is open. */
function Checks() {
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] items-center gap-x-2.5 gap-y-1 border-t border-line pt-3 text-sm">
      {checkMeanings.map(([state, text]) => (
        <Fragment key={state}>
          <dt>
            <CheckIcon state={state} />
          </dt>
          <dd className="text-muted">{text}</dd>
        </Fragment>
      ))}
      <dt>
        <StateIcon state="unknown" className="text-warn" />
      </dt>
      <dd className="text-muted">unknown: a source did not answer</dd>
    </dl>
  );
}

function Signs({ graph: { state }, view, onViewChange }: Omit<LegendProps, 'className'>) {
  const filter = viewFilter(view);
  const counts = useMemo(
    () => new Map(countFacet(state, 'kinds', filter).map(({ value, count }) => [value, count])),
    [state, filter],
  );
  return (
    <ul className="-mx-1.5 grid grid-cols-1">
      {kindMeanings.map(([kind, text]) => {
        const isOn = isFacetValueSelected(view, 'kinds', kind);
        return (
          <li key={kind}>
            <button
              type="button"
              aria-pressed={isOn}
              disabled={!counts.has(kind)}
              onClick={() => onViewChange(toggleFacetValue(view, 'kinds', kind), 'detail')}
              className={clsx(
                'flex min-h-7 w-full items-center gap-2.5 rounded-md px-1.5 text-left enabled:hover:bg-sunken',
                isOn && 'bg-sunken font-semibold',
              )}
            >
              <KindIcon kind={kind} />
              <span className="grow">{text}</span>
              <span className="text-sm text-muted tabular-nums">{counts.get(kind) ?? '–'}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
