import { Popover } from '@base-ui/react/popover';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Fragment, useMemo } from 'react';
import type { Diagram } from '#components/graph/diagram/diagram.ts';
import { legendParts } from '#components/graph/diagram/legend-parts.ts';
import type { GraphViewProps } from '#components/graph/view/graph-view-props.ts';
import { isFacetValueSelected, toggleFacetValue } from '#components/graph/view/view-changes.ts';
import { viewFilter } from '#components/graph/view/view-filter.ts';
import { CheckIcon } from '#components/ui/check-icon';
import { KindIcon } from '#components/ui/kind-icon';
import { PlanEffectIcon } from '#components/ui/plan-effect-icon';
import { severityTokens } from '#components/ui/severity-tokens.ts';
import { checkMeanings, kindMeanings } from '#components/ui/sign-meanings.ts';
import type { Check } from '#lib/graph/check';
import { countFacet } from '#lib/graph/filter/matching-nodes';
import type { Kind } from '#lib/oci/kind';
import { valueName } from './facet-names.ts';

type LegendProps = Pick<GraphViewProps, 'graph' | 'view' | 'onViewChange' | 'planEffects'> & {
  readonly diagram: Diagram;
  readonly className: string;
};

/** What the symbols of this graph mean; a press on a kind lets it stand out. */
export function Legend({ className, ...props }: LegendProps) {
  return (
    <Popover.Root>
      <Popover.Trigger className={className}>Legend</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={8} className="z-50">
          <Popover.Popup className="max-h-(--available-height) w-80 overflow-y-auto rounded-lg border border-line-strong bg-raised p-3.5 shadow-raised outline-none">
            <Popover.Title className="mb-1.5 font-semibold">What the symbols mean</Popover.Title>
            <Explained {...props} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The signs that are drawn; what is not there is not explained. */
function Explained({ diagram, planEffects, ...props }: Omit<LegendProps, 'className'>) {
  const parts = useMemo(() => legendParts(diagram), [diagram]);
  return (
    <>
      <Signs {...props} />
      {parts.checks.size === 0 ? null : <Checks states={parts.checks} />}
      {planEffects === undefined || planEffects.size === 0 ? null : <Effects />}
      <Lines {...parts} />
      {parts.hasCells ? <Cells /> : null}
    </>
  );
}

/** How lines and boxes look. */
function Lines({ lines, hasGaps, hasStacks }: ReturnType<typeof legendParts>) {
  if (lines.size === 0 && !hasGaps && !hasStacks) return null;
  return (
    <dl className={list}>
      {lines.has('refers-to') ? (
        <Row text="refers to: the arrow points to the subject">
          <path d="M8 8h24" stroke="var(--edge)" strokeWidth="1.5" strokeDasharray="5 4" />
          <path d="M1 8l9-4.5v9z" fill="var(--edge)" />
        </Row>
      ) : null}
      {lines.has('contains') ? (
        <Row text="contains: an index its entries, a tag its artifact">
          <path d="M1 8h31" stroke="var(--edge)" strokeWidth="1.5" />
        </Row>
      ) : null}
      {hasGaps ? (
        <Row text="missing or unreadable">
          <rect x="1" y="2" width="31" height="12" rx="3" stroke="var(--edge)" strokeDasharray="3 2" />
        </Row>
      ) : null}
      {hasStacks ? (
        <Row text="a stack of one kind, the newest on top">
          <path d="M5 14h27V5M3 12h27V3" stroke="var(--line-strong)" />
          <rect x="1" y="1" width="27" height="9" rx="2" fill="var(--raised)" stroke="var(--edge)" />
        </Row>
      ) : null}
    </dl>
  );
}

const effectTexts = [
  ['comes', 'the plan adds it'],
  ['goes', 'the plan deletes it'],
  ['kept', 'the plan keeps it'],
  ['done', 'the run is done with it'],
] as const;

/** The marks that a plan and its run leave on what they are about. */
function Effects() {
  return (
    <dl className={list}>
      {effectTexts.map(([effect, text]) => (
        <Fragment key={effect}>
          <dt>
            <PlanEffectIcon effect={effect} />
          </dt>
          <dd className="text-muted">{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

const levels = [
  ['critical', 1],
  ['high', 0.75],
  ['medium', 0.5],
  ['low', 0.3],
] as const;

/** How the cells of a grid look, which large groups become. */
function Cells() {
  return (
    <dl className={list}>
      {levels.map(([severity, level]) => (
        <Row key={severity} text={`cell of a report: worst finding ${severity}`}>
          <rect x="9" y="1" width="16" height="14" stroke={`var(--${severityTokens[severity]})`} />
          <rect
            x="9"
            y={1 + 14 * (1 - level)}
            width="16"
            height={14 * level}
            fill={`var(--${severityTokens[severity]})`}
          />
        </Row>
      ))}
      <Row text="older is paler; palest: not read">
        <rect x="1" y="2" width="9" height="12" fill="var(--report)" />
        <rect x="12" y="2" width="9" height="12" fill="var(--report)" fillOpacity="0.68" />
        <rect x="23" y="2" width="9" height="12" fill="var(--report)" fillOpacity="0.22" />
      </Row>
    </dl>
  );
}

const list = 'mt-3 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1 border-t border-line pt-3 text-sm';

function Row({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>
        <svg width="34" height="16" viewBox="0 0 34 16" fill="none" aria-hidden="true" className="block">
          {children}
        </svg>
      </dt>
      <dd className="text-muted">{text}</dd>
    </>
  );
}

/** The shapes of checks. */
function Checks({ states }: { readonly states: ReadonlySet<Check['state']> }) {
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] items-center gap-x-2.5 gap-y-1 border-t border-line pt-3 text-sm">
      {checkMeanings
        .filter(([state]) => states.has(state))
        .map(([state, text]) => (
          <Fragment key={state}>
            <dt>
              <CheckIcon state={state} />
            </dt>
            <dd className="text-muted">{text}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

function Signs({
  graph: { state },
  view,
  onViewChange,
}: Pick<LegendProps, 'graph' | 'view' | 'onViewChange'>) {
  const filter = viewFilter(view);
  const counts = useMemo(() => countFacet(state, 'kinds', filter), [state, filter]);
  const meanings = new Map<Kind, string>(kindMeanings);
  return (
    <ul className="-mx-1.5 grid grid-cols-1">
      {counts.map(({ value: kind, count }) => {
        const isOn = isFacetValueSelected(view, 'kinds', kind);
        return (
          <li key={kind}>
            <button
              type="button"
              aria-pressed={isOn}
              onClick={() => onViewChange(toggleFacetValue(view, 'kinds', kind), 'detail')}
              className={clsx(
                'flex min-h-7 w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-sunken',
                isOn && 'bg-sunken font-semibold',
              )}
            >
              <KindIcon kind={kind} />
              <span className="grow">{meanings.get(kind) ?? valueName('kinds', kind)}</span>
              <span className="text-sm text-muted tabular-nums">{count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
