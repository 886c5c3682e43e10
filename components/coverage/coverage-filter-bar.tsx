'use client';
import { Menu } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import { Check, ChevronDown, Search, X } from 'lucide-react';
import { countChoice } from '#components/coverage/filter/count-rows.ts';
import type { CoverageFilter } from '#components/coverage/filter/coverage-filter.ts';
import { isEmptyFilter, showsAll } from '#components/coverage/filter/coverage-filter.ts';
import type { MenuPart } from '#components/coverage/filter/filter-choices.ts';
import { choicesOf, choiceTitle, menuTitles } from '#components/coverage/filter/filter-choices.ts';
import { withChoice } from '#components/coverage/filter/with-choice.ts';
import { buttonClass } from '#components/ui/button';
import type { AuditRow } from '#lib/audit/audit';
import { SavedFilters } from './saved-filters.tsx';

type CoverageFilterBarProps = {
  readonly rows: readonly AuditRow[];
  /** How many rows the filter leaves. */
  readonly left: number;
  readonly filter: CoverageFilter;
  readonly onFilter: (filter: CoverageFilter, weight?: 'step' | 'detail') => void;
  readonly now: number;
};

const parts = ['lacks', 'has', 'states', 'made', 'report', 'kinds', 'platforms', 'verdicts'] as const;

/** What is shown: words, and a menu for each part of the filter with how many artifacts each choice leaves. */
export function CoverageFilterBar(props: CoverageFilterBarProps) {
  const { rows, left, filter, onFilter } = props;
  const isOn = !isEmptyFilter(filter);
  return (
    <search className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <label className="flex h-[30px] w-56 min-w-32 shrink items-center max-xl:sm:w-36 gap-2 rounded-lg border border-line-strong bg-sunken px-2.5 focus-within:border-focus focus-within:outline-2 focus-within:outline-focus/40 max-sm:w-full">
        <Search size={14} aria-hidden="true" className="shrink-0 text-faint" />
        <span className="sr-only">Find artifacts</span>
        <input
          type="search"
          value={filter.text}
          placeholder="Tag, digest, platform"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onFilter({ ...filter, text: target.value }, 'detail')}
          className="min-w-0 grow bg-transparent outline-none placeholder:text-faint"
        />
      </label>
      <div className="flex min-w-0 gap-2 max-sm:-mx-4 max-sm:w-[100vw] max-sm:overflow-x-auto max-sm:px-4 sm:flex-wrap">
        {parts.map((part) => (
          <PartMenu key={part} part={part} {...props} />
        ))}
      </div>
      {isOn ? (
        <button type="button" onClick={() => onFilter(showsAll)} className={buttonClass('quiet')}>
          <X size={14} aria-hidden="true" /> Clear
        </button>
      ) : null}
      <span className="grow" />
      {isOn ? (
        <p className="text-sm whitespace-nowrap text-muted">
          <strong className="font-semibold text-text">{left.toLocaleString('en')}</strong> of{' '}
          {rows.length.toLocaleString('en')} read
        </p>
      ) : null}
      <SavedFilters filter={filter} isOn={isOn} onFilter={onFilter} />
    </search>
  );
}

type PartMenuProps = Omit<CoverageFilterBarProps, 'left'> & { readonly part: MenuPart };

function PartMenu({ part, rows, filter, onFilter, now }: PartMenuProps) {
  const chosen = filter[part];
  const first = chosen[0];
  return (
    <Menu.Root>
      <Menu.Trigger
        className={clsx(
          buttonClass('chip'),
          'max-w-64',
          chosen.length > 0 && 'border-accent! bg-accent-soft! text-text!',
        )}
      >
        <span className="truncate">
          {menuTitles[part]}
          {first === undefined ? '' : `: ${choiceTitle(part, first)}`}
          {chosen.length > 1 ? ` +${chosen.length - 1}` : ''}
        </span>
        <ChevronDown size={13} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        {/* A region of its own: it stands outside all others, and nothing on a page may. */}
        <Menu.Positioner role="region" aria-label="Filter" sideOffset={6} align="start" className="z-50">
          <Menu.Popup className="max-h-[min(26rem,var(--available-height))] min-w-56 overflow-auto rounded-lg border border-line-strong bg-raised p-1 shadow-raised outline-none">
            {choicesOf(part, rows, filter).map(({ value, title }) => (
              <Menu.CheckboxItem
                key={value}
                checked={chosen.some((one) => one === value)}
                closeOnClick={false}
                onCheckedChange={(isChosen) => onFilter(withChoice(filter, part, value, isChosen))}
                className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-highlighted:bg-sunken"
              >
                <span className="flex size-4 shrink-0 items-center justify-center text-accent">
                  <Menu.CheckboxItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </Menu.CheckboxItemIndicator>
                </span>
                <span className="grow">{title}</span>
                <span className="pl-4 text-sm text-faint">
                  {countChoice(rows, withChoice(showsAll, part, value, true), now).toLocaleString('en')}
                </span>
              </Menu.CheckboxItem>
            ))}
            {choicesOf(part, rows, filter).length === 0 ? (
              <p className="px-2.5 py-1.5 text-muted">Nothing to filter by yet.</p>
            ) : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
