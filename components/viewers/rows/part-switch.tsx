import { chipClass } from '#components/ui/chip';
import type { PartName } from '#lib/formats/documents/rows';

type PartSwitchProps<Name extends string> = {
  readonly label: string;
  /** A count is left out where it is unknown. */
  readonly parts: readonly { readonly name: Name; readonly title: string; readonly count?: number }[];
  readonly shown: Name;
  readonly onChange: (name: Name) => void;
};

/** The names of the parts of a document. */
export const partTitles = {
  packages: 'Packages',
  findings: 'Findings',
  statements: 'Statements',
  materials: 'Materials',
  files: 'Files',
  relationships: 'Relationships',
  services: 'Services',
  licences: 'Licences',
  tests: 'Tests',
  checks: 'Checks',
  fields: 'Fields',
} as const satisfies Record<PartName, string>;

/** Chooses which part of a document is shown; nothing where there is one. */
export function PartSwitch<Name extends string>({ label, parts, shown, onChange }: PartSwitchProps<Name>) {
  if (parts.length < 2) return null;
  return (
    <fieldset aria-label={label} className="m-0 flex flex-wrap gap-1.5 border-0 p-0">
      {parts.map(({ name, title, count }) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === shown}
          onClick={() => onChange(name)}
          className={chipClass(name === shown)}
        >
          {title}
          {count === undefined ? null : (
            <span className="tabular-nums text-muted">{count.toLocaleString('en')}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
