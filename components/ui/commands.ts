import { useEffect, useRef } from 'react';

/** Something that can be done on this page, as the palette offers it. */
export type Command = {
  /** What it is about: the heading it stands under. */
  readonly group: string;
  readonly title: string;
  readonly note?: string;
  readonly run: () => void;
};

/** What the parts of the page offer now, each by a key of its own, in the order they came. */
const offered = new Map<symbol, () => readonly Command[]>();

/** Offers these commands to the palette for as long as the component is in the page. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  // The palette is the outside system: it asks when it opens, and is told what is true then.
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const key = Symbol('commands');
    offered.set(key, () => latest.current);
    return () => {
      offered.delete(key);
    };
  }, []);
}

/** All that can be done on this page now. */
export function offeredCommands(): readonly Command[] {
  return [...offered.values()].flatMap((read) => read());
}
