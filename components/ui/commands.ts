import { useEffect, useRef } from 'react';

/** An action of this page, as the palette offers it. */
export type Command = {
  /** The heading that it stands under. */
  readonly group: string;
  readonly title: string;
  readonly note?: string;
  readonly run: () => void;
};

/** The commands of each mounted component, in the order of mounting. */
const offered = new Map<symbol, () => readonly Command[]>();

/** Offers these commands to the palette for as long as the component is in the page. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  // Syncs with the palette, which reads the newest commands when it opens.
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

/** All commands of this page now. */
export function offeredCommands(): readonly Command[] {
  return [...offered.values()].flatMap((read) => read());
}
