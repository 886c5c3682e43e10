import { useEffect, useRef } from 'react';

/** An action of this page, as the palette offers it. */
export type Command = {
  /** The heading that it stands under. */
  readonly group: string;
  readonly title: string;
  readonly note?: string;
  /** Other words that find it. */
  readonly aliases?: string;
  /** One of very many: it is shown only for a text that finds it. */
  readonly isOneOfMany?: true;
  /** It takes where something shall go: `copy to …` means it before all else that copies. */
  readonly takesGoal?: true;
  /** Why it cannot be done here: it is shown with the reason. */
  readonly forbidden?: string;
  /** `text` is what somebody wrote to find it: `copy to localhost:5000/mirror`. */
  readonly run: (text?: string) => void;
};

/** A verb that takes what is written behind it: `delete 1.2`. */
export type PaletteVerb = {
  /** The words that it can be called by, in small letters; the first is written where somebody chooses it without an object. */
  readonly words: readonly string[];
  /** What stands in the list before an object is written: `Delete a tag…`; undefined where another verb of these words says it. */
  readonly title?: string;
  /** What its object is. */
  readonly takes: 'artifact' | 'repository';
  /** Why it cannot be done here. */
  readonly forbidden?: string;
  /** What it does with an object, as a row of the palette; undefined for an object that it cannot take. */
  readonly offer: (object: string) => Omit<Command, 'group' | 'aliases'> | undefined;
};

/** The commands of each mounted component, in the order of mounting. */
const offered = new Map<symbol, () => readonly Command[]>();
const offeredLate = new Map<symbol, () => readonly (() => readonly Command[])[]>();

/** Offers these commands to the palette for as long as the component is in the page. */
export function useCommands(commands: readonly Command[]): void {
  useOffer(offered, commands);
}

/** Offers commands that are too many to be made before the palette opens. */
export function useManyCommands(make: () => readonly Command[]): void {
  useOffer(offeredLate, [make]);
}

function useOffer<T>(all: Map<symbol, () => readonly T[]>, own: readonly T[]): void {
  const latest = useRef(own);
  // Syncs with the palette, which reads the newest commands when it opens.
  useEffect(() => {
    latest.current = own;
  });
  useEffect(() => {
    const key = Symbol('commands');
    all.set(key, () => latest.current);
    return () => {
      all.delete(key);
    };
  }, [all]);
}

/** All commands of this page now. */
export function offeredCommands(): readonly Command[] {
  const late = [...offeredLate.values()].flatMap((read) => read());
  return [...[...offered.values()].flatMap((read) => read()), ...late.flatMap((make) => make())];
}
