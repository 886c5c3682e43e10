import { clsx } from 'clsx';
import { useState } from 'react';
import type { RowView, RowViewAction } from '#components/viewers/rows/row-view.ts';
import { isChosen } from '#components/viewers/rows/row-view.ts';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';
import type { LicenceShare, LicenceShares } from './licence-shares.ts';
import { shareLicences } from './licence-shares.ts';

type LicenceBarProps = {
  readonly summary: SbomSummary;
  readonly view: RowView;
  readonly dispatch: (action: RowViewAction) => void;
};

const colours = [
  'bg-image',
  'bg-sbom',
  'bg-attestation',
  'bg-vex',
  'bg-report',
  'bg-signature',
  'bg-ok',
  'bg-accent',
] as const;

/** More licences than these are found by the search alone. */
const shownOthers = 200;

/** How often each licence is named, as a bar and as buttons that filter; those with copyleft are marked. */
export function LicenceBar({ summary, view, dispatch }: LicenceBarProps) {
  const [showsOthers, setShowsOthers] = useState(false);
  const { named, others, without, copyleft } = shareLicences(summary);
  if (named.length === 0) return null;
  const toggle = (expression: string) => dispatch({ type: 'toggle', column: 'licence', value: expression });
  const otherCount = others.reduce((sum, { count }) => sum + count, 0);
  const button = (licence: LicenceShare, colour: string) => (
    <LicenceButton
      key={licence.expression}
      licence={licence}
      colour={colour}
      isOn={isChosen(view, 'licence', licence.expression)}
      onToggle={() => toggle(licence.expression)}
    />
  );
  return (
    <section aria-label="Licences" className="flex flex-col gap-1.5">
      <div aria-hidden="true" className="flex h-2.5 gap-px overflow-hidden rounded-full bg-sunken">
        {named.map(({ expression, share }, at) => (
          <Part key={expression} share={share} colour={colours[at] ?? 'bg-edge'} title={expression} />
        ))}
        <Part
          share={others.reduce((sum, { share }) => sum + share, 0)}
          colour="bg-edge"
          title="other licences"
        />
        <Part share={without?.share ?? 0} colour="bg-line-strong" title="no licence" />
      </div>
      <div className="flex flex-wrap gap-1">
        {named.map((licence, at) => button(licence, colours[at] ?? 'bg-edge'))}
        {showsOthers ? others.slice(0, shownOthers).map((licence) => button(licence, 'bg-edge')) : null}
        {others.length === 0 ? null : (
          <button
            type="button"
            aria-expanded={showsOthers}
            onClick={() => setShowsOthers(!showsOthers)}
            className={legendClass(false)}
          >
            <Dot colour="bg-edge" />
            {showsOthers ? 'Fewer' : `${others.length.toLocaleString('en')} others`}
            <b className="font-semibold tabular-nums">{otherCount.toLocaleString('en')}</b>
          </button>
        )}
        {copyleft.count === 0 ? null : <CopyleftButton copyleft={copyleft} view={view} dispatch={dispatch} />}
        {without === undefined ? null : (
          <button
            type="button"
            aria-pressed={isChosen(view, 'lacks', 'licence')}
            onClick={() => dispatch({ type: 'toggle', column: 'lacks', value: 'licence' })}
            className={legendClass(isChosen(view, 'lacks', 'licence'))}
          >
            <Dot colour="bg-line-strong" />
            No licence
            <b className="font-semibold tabular-nums">{without.count.toLocaleString('en')}</b>
          </button>
        )}
      </div>
    </section>
  );
}

type CopyleftButtonProps = Pick<LicenceBarProps, 'view' | 'dispatch'> & {
  readonly copyleft: LicenceShares['copyleft'];
};

/** Shows the packages under any licence with copyleft. */
function CopyleftButton({ copyleft: { expressions, count }, view, dispatch }: CopyleftButtonProps) {
  const chosen = view.chosen.licence ?? [];
  const isOn = chosen.length === expressions.length && expressions.every((each) => chosen.includes(each));
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => dispatch({ type: 'choose', column: 'licence', values: isOn ? [] : expressions })}
      className={clsx(legendClass(isOn), 'text-warn!')}
    >
      All copyleft
      <b className="font-semibold tabular-nums">{count.toLocaleString('en')}</b>
    </button>
  );
}

type PartProps = { readonly share: number; readonly colour: string; readonly title: string };

function Part({ share, colour, title }: PartProps) {
  if (share === 0) return null;
  return (
    <span
      title={shorten(title)}
      className={clsx('h-full min-w-0.5 forced-colors:bg-[CanvasText]', colour)}
      style={{ flexGrow: share }}
    />
  );
}

type LicenceButtonProps = {
  readonly licence: LicenceShare;
  readonly colour: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
};

function LicenceButton({ licence, colour, isOn, onToggle }: LicenceButtonProps) {
  const { expression, count, copyleft } = licence;
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      title={shorten(expression)}
      className={legendClass(isOn)}
    >
      <Dot colour={colour} />
      <span className="truncate">{shorten(expression)}</span>
      {copyleft === undefined ? null : (
        <span className="rounded-sm border border-warn px-1 text-xs text-warn">
          {copyleft === 'weak' ? 'weak copyleft' : 'copyleft'}
        </span>
      )}
      <b className="font-semibold tabular-nums">{count.toLocaleString('en')}</b>
    </button>
  );
}

function Dot({ colour }: { readonly colour: string }) {
  return <span aria-hidden="true" className={clsx('size-2 shrink-0 rounded-full', colour)} />;
}

function legendClass(isOn: boolean): string {
  return clsx(
    'inline-flex h-6 max-w-full min-w-0 items-center gap-1.5 rounded-md border px-1.5 text-sm hover:text-text',
    isOn
      ? 'border-text bg-raised text-text ring-1 ring-text'
      : 'border-transparent text-muted hover:border-line',
  );
}
