import { clsx } from 'clsx';

/** What happened to a row, from the left side to the right one. */
export type RowChange = 'added' | 'removed' | 'updated' | 'changed' | 'gained' | 'lost' | 'same';

const looks = {
  added: ['+', 'added', 'text-ok'],
  gained: ['+', 'gained', 'text-ok'],
  removed: ['−', 'removed', 'text-bad'],
  lost: ['−', 'lost', 'text-bad'],
  updated: ['~', 'updated', 'text-warn'],
  changed: ['~', 'changed', 'text-warn'],
  same: ['=', 'same', 'text-faint'],
} as const satisfies Record<RowChange, readonly [sign: string, word: string, colour: string]>;

type ChangeMarkProps = {
  readonly change: RowChange;
  /** Of what nobody wants more, such as findings: what came is red then, and what went is green. */
  readonly isBad?: boolean;
};

/** A sign in its colour, with its word for who cannot see either. */
export function ChangeMark({ change, isBad = false }: ChangeMarkProps) {
  const [sign, word] = looks[change];
  return (
    <span className={clsx('font-mono font-semibold', colourOf(change, isBad))} title={word}>
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{word}</span>
    </span>
  );
}

/** The colour of a change. */
export function colourOf(change: RowChange, isBad = false): string {
  if (isBad && change === 'added') return looks.removed[2];
  if (isBad && change === 'removed') return looks.added[2];
  return looks[change][2];
}
