import { chipClass } from '#components/ui/chip';

type ColumnSwitchProps = { readonly isOnGraph: boolean; readonly onChange: (isOnGraph: boolean) => void };

/** Chooses between outline and graph on narrow screens, which have room for one. */
export function ColumnSwitch({ isOnGraph, onChange }: ColumnSwitchProps) {
  return (
    <fieldset className="m-0 flex shrink-0 gap-1.5 border-0 border-b border-line bg-surface px-3.5 py-2 min-[900px]:hidden">
      <legend className="sr-only">What to show</legend>
      <button
        type="button"
        aria-pressed={!isOnGraph}
        onClick={() => onChange(false)}
        className={chipClass(!isOnGraph)}
      >
        Outline
      </button>
      <button
        type="button"
        aria-pressed={isOnGraph}
        onClick={() => onChange(true)}
        className={chipClass(isOnGraph)}
      >
        Graph
      </button>
    </fieldset>
  );
}
