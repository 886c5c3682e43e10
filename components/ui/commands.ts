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
  readonly run: () => void;
};

/** A verb that takes what is written behind it: `delete 1.2`. */
export type PaletteVerb = {
  /** The words that it can be called by, in small letters. */
  readonly words: readonly string[];
  /** What it does with an object, as a row of the palette; undefined for an object that it cannot take. */
  readonly offer: (object: string) => Omit<Command, 'group' | 'aliases'> | undefined;
};

/** The commands of each mounted component, in the order of mounting. */
const offered = new Map<symbol, () => readonly Command[]>();
const offeredLate = new Map<symbol, () => readonly (() => readonly Command[])[]>();
const offeredWith = new Map<symbol, () => readonly PaletteVerb[]>();

/** Offers these commands to the palette for as long as the component is in the page. */
export function useCommands(commands: readonly Command[]): void {
  useOffer(offered, commands);
}

/** Offers commands that are too many to be made before the palette opens. */
export function useManyCommands(make: () => readonly Command[]): void {
  useOffer(offeredLate, [make]);
}

/** Offers these verbs, which want an object, to the palette for as long as the component is in the page. */
export function useVerbs(verbs: readonly PaletteVerb[]): void {
  useOffer(offeredWith, verbs);
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

/** All verbs of this page now. */
export function offeredVerbs(): readonly PaletteVerb[] {
  return [...offeredWith.values()].flatMap((read) => read());
}
