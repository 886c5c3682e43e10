import { clsx } from 'clsx';
import { SeverityIcon } from '#components/ui/severity-icon';
import type { RowView, RowViewAction } from '#components/viewers/rows/row-view.ts';
import { isChosen } from '#components/viewers/rows/row-view.ts';
import type { Severity } from '#lib/formats/documents/rows';

type CountChipsProps = {
  readonly counts: ReadonlyMap<string, number>;
  readonly view: RowView;
  readonly dispatch: (action: RowViewAction) => void;
};

/** Always there, so that a 0 is read as a 0. */
const always = ['critical', 'high', 'medium', 'low', 'unknown'] as const satisfies Severity[];
const sometimes = ['negligible', 'none'] as const satisfies Severity[];

/** The severities with their counts; a press shows those alone. */
export function SeverityChips({ counts, view, dispatch }: CountChipsProps) {
  const shown: readonly Severity[] = [...always, ...sometimes.filter((severity) => counts.has(severity))];
  return (
    <fieldset aria-label="Severity" className="@container m-0 min-w-0 border-0 p-0">
      <div className="grid grid-cols-3 gap-1.5 @min-[30rem]:grid-cols-[repeat(auto-fit,minmax(6.2rem,1fr))]">
        {shown.map((severity) => (
          <CountChip
            key={severity}
            word={severity}
            count={counts.get(severity) ?? 0}
            isOn={isChosen(view, 'severity', severity)}
            onToggle={() => dispatch({ type: 'toggle', column: 'severity', value: severity })}
            severity={severity}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The levels of SARIF, each drawn like the severity it comes nearest to. */
const levels = [
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'unknown'],
] as const satisfies (readonly [string, Severity])[];

/** The levels of SARIF with their counts; a press shows those alone. */
export function LevelChips({ counts, view, dispatch }: CountChipsProps) {
  return (
    <fieldset aria-label="Level" className="@container m-0 min-w-0 border-0 p-0">
      <div className="grid grid-cols-2 gap-1.5 @min-[28rem]:grid-cols-4">
        {levels.map(([level, severity]) => (
          <CountChip
            key={level}
            word={level}
            count={counts.get(level) ?? 0}
            isOn={isChosen(view, 'level', level)}
            onToggle={() => dispatch({ type: 'toggle', column: 'level', value: level })}
            severity={severity}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** A severity or level of a row: as bars alone where the table is narrow. */
export function LevelMark({ word, severity }: { readonly word: string; readonly severity: Severity }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={word}>
      <SeverityIcon severity={severity} />
      <span className="truncate first-letter:uppercase @max-[30rem]:sr-only">{word}</span>
    </span>
  );
}

/** The severity that a level of SARIF is drawn like. */
export function severityOfLevel(level: string): Severity {
  return levels.find(([name]) => name === level)?.[1] ?? 'unknown';
}

type CountChipProps = {
  readonly word: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly severity: Severity;
};

function CountChip({ word, count, isOn, onToggle, severity }: CountChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className={clsx(
        'flex h-[34px] min-w-0 items-center gap-1.5 rounded-lg border px-2 text-sm',
        isOn
          ? 'border-text bg-surface text-text ring-1 ring-text'
          : 'border-line bg-surface text-muted hover:border-line-strong',
      )}
    >
      <SeverityIcon severity={severity} />
      <span className="truncate first-letter:uppercase">{word}</span>
      <b className="ml-auto text-base font-semibold text-text tabular-nums">{count.toLocaleString('en')}</b>
    </button>
  );
}
